package io.headgate.api.webhooks.store;

import io.headgate.api.webhooks.EndLetter;
import io.headgate.schemas.process.Repeating;
import io.headgate.schemas.sql.Migrations;
import io.headgate.schemas.webhook.Deliverer;
import io.headgate.schemas.webhook.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells webhooks what is due, as long as it runs. Without Postgres it waits. Any number of processes may run it.
 * Thread-safe.
 */
public final class EndDeliveries implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EndDeliveries.class);
    private static final int AT_ONCE = 16;
    /** Between rounds while there is something to do. */
    private static final Duration PACE = Duration.ofMillis(20);
    /** Then whoever wants to stop is heard. */
    private static final int ROUNDS_IN_A_ROW = 100;

    private static final Duration FINISH = Duration.ofSeconds(10);
    private static final Duration FORGET_EVERY = Duration.ofHours(1);
    /** Longer than topics keep results: one that is read again is not told again. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final DataSource dataSource;
    private final Function<EndLetter, Outcome> delivery;
    private final InstantSource clock;
    private final Deliverer<EndLetter> deliverer;
    private final Repeating delivering;
    private boolean prepared;
    private Instant forgetAt = Instant.MIN;

    /**
     * Deliveries that are not begun yet.
     *
     * @param delivery tries once
     * @param every how often is looked for what is due
     */
    public EndDeliveries(
            DataSource dataSource, Function<EndLetter, Outcome> delivery, Duration every, InstantSource clock) {
        this.dataSource = dataSource;
        this.delivery = delivery;
        this.clock = clock;
        this.deliverer = new Deliverer<>(dataSource, new EndOutbox(), AT_ONCE, clock, RandomGenerator.getDefault());
        this.delivering = new Repeating("webhook-delivery", every, this::deliver);
    }

    /** Begins, and returns at once. */
    public void start() {
        delivering.start();
    }

    private void deliver() throws SQLException, InterruptedException {
        if (!prepared) {
            Migrations.migrate(dataSource);
            prepared = true;
        }
        for (int i = 0; i < ROUNDS_IN_A_ROW; i++) {
            int begun = deliverer.round(EndOutbox::claim, delivery);
            if (begun == 0 && deliverer.underWay() == 0) {
                break;
            }
            Thread.sleep(PACE);
        }
        forget();
    }

    private void forget() throws SQLException {
        Instant now = clock.instant();
        if (now.isBefore(forgetAt)) {
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            int old = EndOutbox.forget(connection, now.minus(KEPT));
            log.atDebug().log("{} deliveries to webhooks were over for long and are forgotten", old);
        }
        forgetAt = now.plus(FORGET_EVERY);
    }

    /** Stops; what is not delivered yet is delivered by whoever runs next. Blocks up to 20 s. */
    @Override
    public void close() {
        if (!delivering.stop()) {
            return;
        }
        try {
            deliverer.finish(FINISH);
        } catch (SQLException e) {
            log.atWarn().log("webhooks: what is under way is delivered again by others: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
