package io.headgate.metering.alert.service;

import io.headgate.metering.alert.Observation.OldestUnread;
import io.headgate.metering.alert.Transition;
import io.headgate.metering.alert.backlog.Backlog;
import io.headgate.metering.alert.books.AlertRound;
import io.headgate.metering.alert.books.ForeignAlerts;
import io.headgate.metering.alert.books.Outbox;
import io.headgate.metering.alert.books.QuotaTable;
import io.headgate.metering.alert.books.Receiver;
import io.headgate.metering.alert.delivery.Delivery;
import io.headgate.metering.alert.delivery.Postman;
import io.headgate.metering.alert.delivery.TopicDelivery;
import io.headgate.metering.alert.delivery.WebhookDelivery;
import io.headgate.metering.sink.Sink;
import io.headgate.metering.sink.SinkConsumers;
import io.headgate.metering.sink.SinkInput;
import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.Repeating;
import io.headgate.schemas.sql.Migrations;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alerting, whole: looks at the books, takes in what others raise, and tells. Without Postgres or without Kafka it waits,
 * and nothing else waits for it. Any number of processes may run it. Thread-safe.
 */
public final class AlertService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertService.class);
    private static final int RECORDS_AT_ONCE = 500;
    /** Half of a week is what is waited for. */
    private static final Duration BACKLOG_EVERY = Duration.ofMinutes(5);

    private static final Duration FINISH = Duration.ofSeconds(10);
    private static final Duration RETRY_FROM = Duration.ofMillis(100);
    private static final Duration RETRY_UP_TO = Duration.ofSeconds(5);

    private final AtomicReference<@Nullable Catalogue> catalogue = new AtomicReference<>();
    private final InstantSource clock = InstantSource.system();
    private final AlertRound round;
    private final Backlog backlog;
    private final Postman postman;
    private final TopicDelivery topic;
    private final WebhookDelivery webhooks;
    private final Sink foreign;
    private final Repeating looking;
    private final Repeating delivering;
    private final DataSource dataSource;
    private volatile AlertState seen = new AlertState(null, null, List.of());
    private boolean prepared;

    /**
     * Alerting that is not started yet.
     *
     * @param dataSource three connections are used at most
     * @param environment where {@code env:NAME} secrets of webhooks are found
     */
    public AlertService(
            AlertConfig config,
            KafkaConnection kafka,
            Codecs codecs,
            DataSource dataSource,
            CatalogSource catalogues,
            Map<String, String> environment) {
        this.dataSource = dataSource;
        this.round = new AlertRound(dataSource, new QuotaTable());
        this.backlog = new Backlog(kafka, BACKLOG_EVERY);
        this.postman = new Postman(dataSource, clock, RandomGenerator.getDefault());
        this.topic = TopicDelivery.to(kafka, codecs.alert());
        this.webhooks = new WebhookDelivery(environment, clock);
        ForeignAlerts booking = new ForeignAlerts(codecs.alert(), catalogues::current, clock);
        this.foreign = new Sink(
                List.of(new SinkInput(kafka.topics().alerts(), booking)),
                dataSource,
                SinkConsumers.of(kafka, booking.name(), RECORDS_AT_ONCE),
                RECORDS_AT_ONCE,
                RETRY_FROM,
                RETRY_UP_TO);
        this.looking = new Repeating("alerts", config.lookEvery(), this::look);
        this.delivering = new Repeating("alert-delivery", config.deliverEvery(), this::deliver);
        catalogues.subscribe(catalogue::set);
    }

    /** Starts everything and returns at once. */
    public void start() {
        looking.start();
    }

    /** How it is; never waits. */
    public AlertState state() {
        AlertState last = seen;
        return new AlertState(last.lookedAt(), looking.problem(), last.failing());
    }

    /** Once the tables are there; called until then. */
    private void prepare() {
        if (!prepared) {
            Migrations.migrate(dataSource);
            prepared = true;
            delivering.start();
            foreign.start();
        }
    }

    private void look() throws SQLException, InterruptedException {
        prepare();
        Catalogue inForce = catalogue.get();
        if (inForce == null) {
            return;
        }
        Instant now = clock.instant();
        for (Transition told : round.look(inForce, now, unread(inForce, now))) {
            LOG.atInfo().log(
                    "alert {}: {}: {}",
                    told.alert().id(),
                    told.alert().state(),
                    told.alert().message());
        }
        try (Connection connection = dataSource.getConnection()) {
            seen = new AlertState(clock.instant(), null, Outbox.failing(connection));
        }
    }

    private List<OldestUnread> unread(Catalogue inForce, Instant now) throws InterruptedException {
        boolean watched = inForce.alertRules().stream().anyMatch(rule -> rule.kind() == AlertRule.Kind.OLD_REQUEST);
        return watched ? backlog.seen(now) : List.of();
    }

    private void deliver() throws SQLException {
        Catalogue inForce = catalogue.get();
        if (inForce != null) {
            postman.round(receivers(inForce));
        }
    }

    private Map<Receiver, Delivery> receivers(Catalogue inForce) {
        Map<Receiver, Delivery> receivers = new HashMap<>(Map.of(new Receiver.Topic(), topic));
        inForce.webhooks()
                .forEach((name, webhook) ->
                        receivers.put(new Receiver.Hook(name), alert -> webhooks.deliver(webhook, alert)));
        return receivers;
    }

    /** Stops; what is not delivered yet is delivered by whoever runs next. Blocks up to 50 s. */
    @Override
    public void close() {
        looking.stop();
        boolean still = delivering.stop();
        foreign.close();
        backlog.close();
        try {
            if (still) {
                postman.finish(FINISH);
            }
            topic.close();
            webhooks.close();
        } catch (SQLException | IOException e) {
            LOG.atWarn().log("alerts: what is under way is delivered again by others: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
