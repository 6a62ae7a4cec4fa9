package io.headgate.metering.alert.delivery;

import io.headgate.metering.alert.books.Outbox;
import io.headgate.metering.alert.books.Outbox.Due;
import io.headgate.metering.alert.books.Receiver;
import io.headgate.schemas.webhook.Deliverer;
import io.headgate.schemas.webhook.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells receivers of alerts, out of the {@link Outbox}. Called by one thread. */
public final class Postman {
    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);

    private static final int AT_ONCE = 4;

    /** Processes have a new catalogue within seconds of each other. */
    private static final Duration CATALOGUE_COMES_WITHIN = Duration.ofHours(1);

    private final Deliverer<Due> deliverer;

    public Postman(DataSource dataSource, InstantSource clock, RandomGenerator random) {
        this.deliverer = new Deliverer<>(dataSource, new Outbox(), AT_ONCE, clock, random);
    }

    /**
     * Notes what has ended and begins what is due; blocks for the database alone.
     *
     * @param receivers all there are; what is for others is given up
     */
    public void round(Map<Receiver, Delivery> receivers) throws SQLException {
        int begun = deliverer.round(
                (connection, free, now, until) -> due(connection, receivers.keySet(), free, now, until),
                due -> deliver(receivers, due));
        LOG.atTrace().log("alerts: {} deliveries begun", begun);
    }

    private static List<Due> due(
            Connection connection,
            Collection<Receiver> receivers,
            ToIntFunction<String> free,
            Instant now,
            Instant until)
            throws SQLException {
        int givenUp = Outbox.giveUpOthers(connection, receivers, now.minus(CATALOGUE_COMES_WITHIN), now);
        if (givenUp > 0) {
            LOG.atWarn().log("alerts: {} were for webhooks that are no more, and are given up", givenUp);
        }
        List<Due> due = new ArrayList<>();
        for (Receiver receiver : receivers) {
            int most = free.applyAsInt(receiver.text());
            if (most > 0) {
                due.addAll(Outbox.claim(connection, receiver, most, now, until));
            }
        }
        return due;
    }

    private static Outcome deliver(Map<Receiver, Delivery> receivers, Due due) {
        Delivery delivery = receivers.get(due.to());
        return delivery == null ? new Outcome.Failed(due.to() + " is no more") : delivery.deliver(due.alert());
    }

    /** Begins nothing more, and waits for what is under way; what takes longer is delivered again by others. */
    public void finish(Duration within) throws SQLException, InterruptedException {
        deliverer.finish(within);
    }

    /** How many deliveries are under way or not noted yet. */
    public int underWay() {
        return deliverer.underWay();
    }
}
