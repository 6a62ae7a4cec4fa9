package io.headgate.schemas.webhook;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what is due from a letterbox and has it delivered, each on a virtual thread of its own, a few at a time for each
 * receiver: one that hangs delays nobody else. What a dead process had in its hands is due again after a while. Called by
 * one thread.
 */
public final class Deliverer<L extends Letter> {
    private static final Logger LOG = LoggerFactory.getLogger(Deliverer.class);
    /** Longer than any delivery takes. */
    private static final Duration IN_HAND = Duration.ofMinutes(1);

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int NETWORK_TIMEOUT_MS = 30_000;

    private final DataSource dataSource;
    private final Letterbox<L> letterbox;
    private final int atOnce;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, Integer> inHand = new HashMap<>();
    private final ConcurrentLinkedQueue<Ended<L>> ended = new ConcurrentLinkedQueue<>();

    private record Ended<L>(L letter, Outcome outcome) {}

    /** @param atOnce how many deliveries to one receiver may be under way */
    public Deliverer(
            DataSource dataSource, Letterbox<L> letterbox, int atOnce, InstantSource clock, RandomGenerator random) {
        this.dataSource = dataSource;
        this.letterbox = letterbox;
        this.atOnce = atOnce;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Notes what has ended and begins what is due, and says how many; blocks for the database alone.
     *
     * @param delivery tries once; blocks for seconds at most, on a thread of its own
     */
    public int round(Letterbox.Claim<L> claim, Function<L, Outcome> delivery) throws SQLException {
        try (Connection connection = connection()) {
            note(connection);
            Instant now = clock.instant();
            List<L> due = claim.due(connection, this::free, now, now.plus(IN_HAND));
            for (L letter : due) {
                inHand.merge(letter.receiver(), 1, Integer::sum);
                Thread.ofVirtual()
                        .name("headgate-deliver " + letter)
                        .start(() -> ended.add(new Ended<>(letter, deliver(delivery, letter))));
            }
            return due.size();
        }
    }

    private int free(String receiver) {
        return atOnce - inHand.getOrDefault(receiver, 0);
    }

    /** Begins nothing more, and waits for what is under way; what takes longer is delivered again by others. */
    public void finish(Duration within) throws SQLException, InterruptedException {
        Instant end = clock.instant().plus(within);
        while (underWay() > 0 && clock.instant().isBefore(end)) {
            if (ended.isEmpty()) {
                Thread.sleep(PAUSE);
            } else {
                try (Connection connection = connection()) {
                    note(connection);
                }
            }
        }
    }

    /** How many deliveries are under way or not noted yet. */
    public int underWay() {
        return inHand.values().stream().mapToInt(Integer::intValue).sum();
    }

    private Connection connection() throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MS);
        connection.setAutoCommit(true);
        return connection;
    }

    private static <L> Outcome deliver(Function<L, Outcome> delivery, L letter) {
        try {
            return delivery.apply(letter);
        } catch (RuntimeException fault) {
            LOG.atError().setCause(fault).log("{}: its delivery failed", letter);
            return new Outcome.Failed(fault.toString());
        }
    }

    private void note(Connection connection) throws SQLException {
        for (Ended<L> each = ended.peek(); each != null; each = ended.peek()) {
            note(connection, each.letter(), each.outcome());
            ended.remove();
            inHand.computeIfPresent(each.letter().receiver(), (_, count) -> count > 1 ? count - 1 : null);
        }
    }

    private void note(Connection connection, L letter, Outcome outcome) throws SQLException {
        Instant now = clock.instant();
        switch (outcome) {
            case Outcome.Delivered _ -> letterbox.delivered(connection, letter, now);
            case Outcome.Hopeless(String problem) -> giveUp(connection, letter, now, problem);
            case Outcome.Failed(String problem) -> {
                Optional<Instant> next = Patience.next(letter.tries(), letter.since(), now, random);
                if (next.isPresent()) {
                    letterbox.later(connection, letter, next.get(), problem);
                    LOG.atDebug().log("{}, try {}: {}", letter, letter.tries(), problem);
                } else {
                    giveUp(connection, letter, now, problem);
                }
            }
        }
    }

    private void giveUp(Connection connection, L letter, Instant now, String problem) throws SQLException {
        letterbox.givenUp(connection, letter, now, problem);
        LOG.atWarn().log("{} given up after {} tries: {}", letter, letter.tries(), problem);
    }
}
