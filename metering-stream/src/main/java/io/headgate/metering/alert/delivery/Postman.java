package io.headgate.metering.alert.delivery;

import io.headgate.metering.alert.books.Outbox;
import io.headgate.metering.alert.books.Outbox.Due;
import io.headgate.metering.alert.books.Receiver;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what is due from the outbox and has it delivered, each on a virtual thread of its own, a few at a time for each
 * receiver: one that hangs delays nobody else. What a dead process had in its hands is due again after a while. Called by
 * one thread.
 */
public final class Postman {
    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
    private static final int AT_ONCE = 4;

    /** Longer than any delivery takes. */
    private static final Duration IN_HAND = Duration.ofMinutes(1);

    /** Processes have a new catalogue within seconds of each other. */
    private static final Duration CATALOGUE_COMES_WITHIN = Duration.ofHours(1);

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int NETWORK_TIMEOUT_MS = 30_000;

    private final DataSource dataSource;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<Receiver, Integer> inHand = new HashMap<>();
    private final ConcurrentLinkedQueue<Ended> ended = new ConcurrentLinkedQueue<>();

    private record Ended(Receiver receiver, Due due, Outcome outcome) {}

    public Postman(DataSource dataSource, InstantSource clock, RandomGenerator random) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Notes what has ended and begins what is due; blocks for the database alone.
     *
     * @param receivers all there are; what is for others is given up
     */
    public void round(Map<Receiver, Delivery> receivers) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MS);
            connection.setAutoCommit(true);
            note(connection);
            Instant now = clock.instant();
            int givenUp = Outbox.giveUpOthers(connection, receivers.keySet(), now.minus(CATALOGUE_COMES_WITHIN), now);
            if (givenUp > 0) {
                LOG.atWarn().log("alerts: {} were for webhooks that are no more, and are given up", givenUp);
            }
            for (Map.Entry<Receiver, Delivery> receiver : receivers.entrySet()) {
                begin(connection, receiver.getKey(), receiver.getValue());
            }
        }
    }

    /** Begins nothing more, and waits for what is under way; what takes longer is delivered again by others. */
    public void finish(Duration within) throws SQLException, InterruptedException {
        Instant end = clock.instant().plus(within);
        while (underWay() > 0 && clock.instant().isBefore(end)) {
            if (ended.isEmpty()) {
                Thread.sleep(PAUSE);
            } else {
                noteAll();
            }
        }
    }

    private void noteAll() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MS);
            connection.setAutoCommit(true);
            note(connection);
        }
    }

    /** How many deliveries are under way or not noted yet. */
    public int underWay() {
        return inHand.values().stream().mapToInt(Integer::intValue).sum();
    }

    private void begin(Connection connection, Receiver receiver, Delivery delivery) throws SQLException {
        int free = AT_ONCE - inHand.getOrDefault(receiver, 0);
        if (free == 0) {
            return;
        }
        Instant now = clock.instant();
        for (Due due : Outbox.claim(connection, receiver, free, now, now.plus(IN_HAND))) {
            inHand.merge(receiver, 1, Integer::sum);
            Thread.ofVirtual()
                    .name("headgate-alert-" + due.id())
                    .start(() -> ended.add(new Ended(receiver, due, deliver(delivery, due))));
        }
    }

    private static Outcome deliver(Delivery delivery, Due due) {
        try {
            return delivery.deliver(due.alert());
        } catch (RuntimeException fault) {
            LOG.atError()
                    .setCause(fault)
                    .log("alert {}: its delivery failed", due.alert().id());
            return new Outcome.Failed(fault.toString());
        }
    }

    private void note(Connection connection) throws SQLException {
        for (Ended each = ended.peek(); each != null; each = ended.peek()) {
            note(connection, each);
            ended.remove();
            inHand.merge(each.receiver(), -1, Integer::sum);
        }
    }

    private void note(Connection connection, Ended each) throws SQLException {
        Due due = each.due();
        Instant now = clock.instant();
        switch (each.outcome()) {
            case Outcome.Delivered _ -> Outbox.delivered(connection, due.id(), now);
            case Outcome.Failed(String problem) -> {
                Optional<Instant> next = Patience.next(due.tries(), due.createdAt(), now, random);
                if (next.isPresent()) {
                    Outbox.later(connection, due.id(), next.get(), problem);
                    LOG.atDebug().log("alert {}, try {}: {}", due.alert().id(), due.tries(), problem);
                } else {
                    Outbox.givenUp(connection, due.id(), now, problem);
                    LOG.atWarn()
                            .log(
                                    "alert {} given up after {} tries: {}",
                                    due.alert().id(),
                                    due.tries(),
                                    problem);
                }
            }
        }
    }
}
