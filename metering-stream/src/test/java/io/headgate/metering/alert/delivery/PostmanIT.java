package io.headgate.metering.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.headgate.deploy.embedded.Servers;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.metering.BooksReader;
import io.headgate.metering.Installation;
import io.headgate.metering.alert.Observation.Quota;
import io.headgate.metering.alert.books.AlertCatalogues;
import io.headgate.metering.alert.books.AlertRound;
import io.headgate.metering.alert.books.Receiver;
import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.sql.Migrations;
import io.headgate.schemas.webhook.Outcome;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostmanIT {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final Receiver TOPIC = new Receiver.Topic();
    private static final Receiver HOOK = new Receiver.Hook("own");
    private static final Catalogue CATALOGUE = AlertCatalogues.watching(AlertRule.Kind.BUDGET);

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final Queue<Alert> delivered = new ConcurrentLinkedQueue<>();
    private final Delivery taking = alert -> {
        delivered.add(alert);
        return new Outcome.Delivered();
    };
    private HikariDataSource pool;
    private Postman postman;

    @BeforeEach
    void migrate() {
        Servers servers = TestServers.shared();
        pool = Installation.pool(TestServers.freshDatabase(), servers.jdbcUser(), servers.jdbcPassword());
        Migrations.migrate(pool);
        postman = postman();
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void alert_isDeliveredOnceToEach_andNoted() throws SQLException {
        spend("60");
        deliverAll(Map.of(TOPIC, taking, HOOK, taking));

        assertThat(delivered).hasSize(2);
        assertThat(count("delivered_at IS NOT NULL")).isEqualTo(2);
        assertThat(BooksReader.count(pool, "SELECT count(*) FROM alert WHERE told_at IS NOT NULL"))
                .isEqualTo(1);
        deliverAll(Map.of(TOPIC, taking, HOOK, taking));
        assertThat(delivered).hasSize(2);
    }

    @Test
    void failedDelivery_isTriedAgainLater_andGivenUpAfterADay() throws SQLException {
        spend("60");
        Delivery failing = alert -> new Outcome.Failed("webhook own: answered 500");
        deliverAll(Map.of(TOPIC, taking, HOOK, failing));

        assertThat(count("problem = 'webhook own: answered 500' AND next_at > '%s'".formatted(START)))
                .isEqualTo(1);
        now.set(START.plus(Duration.ofHours(23)));
        deliverAll(Map.of(TOPIC, taking, HOOK, failing));
        assertThat(count("given_up_at IS NOT NULL")).isZero();
        now.set(START.plus(Duration.ofHours(25)));
        deliverAll(Map.of(TOPIC, taking, HOOK, failing));

        assertThat(count("given_up_at IS NOT NULL AND tries = 3")).isEqualTo(1);
        assertThat(delivered).as("to the topic").hasSize(1);
    }

    @Test
    void thatItIsOver_isNotToldBeforeThatItBegan() throws SQLException {
        spend("60");
        deliverAll(Map.of(TOPIC, taking, HOOK, alert -> new Outcome.Failed("not now")));
        round(List.of());
        delivered.clear();

        deliverAll(Map.of(TOPIC, taking, HOOK, taking));
        assertThat(delivered).extracting(Alert::state).containsExactly(Alert.State.RESOLVED);
        now.set(START.plusSeconds(60));
        deliverAll(Map.of(TOPIC, taking, HOOK, taking));
        deliverAll(Map.of(TOPIC, taking, HOOK, taking));
        assertThat(delivered)
                .extracting(Alert::state)
                .containsExactly(Alert.State.RESOLVED, Alert.State.RAISED, Alert.State.RESOLVED);
    }

    @Test
    void receiverThatHangs_delaysNobodyElse() throws Exception {
        spend("60");
        CountDownLatch answer = new CountDownLatch(1);
        Delivery hanging = alert -> {
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Outcome.Delivered();
        };
        Map<Receiver, Delivery> receivers = Map.of(TOPIC, taking, HOOK, hanging);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            postman.round(receivers);
            return count("receiver = 'topic' AND delivered_at IS NOT NULL") == 1;
        });
        assertThat(postman.underWay()).isEqualTo(1);
        answer.countDown();
        deliverAll(receivers);
        assertThat(count("delivered_at IS NOT NULL")).isEqualTo(2);
    }

    @Test
    void whatADeadProcessHadInHand_isDeliveredByAnother() throws SQLException {
        spend("60");
        CountDownLatch never = new CountDownLatch(1);
        Delivery dying = alert -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Outcome.Failed("died");
        };
        postman.round(Map.of(TOPIC, dying, HOOK, dying));

        postman = postman();
        deliverAll(Map.of(TOPIC, taking, HOOK, taking));
        assertThat(delivered).isEmpty();
        now.set(START.plusSeconds(61));
        deliverAll(Map.of(TOPIC, taking, HOOK, taking));
        assertThat(delivered).hasSize(2);
    }

    @Test
    void webhookThatIsNoMore_isGivenUp() throws SQLException {
        spend("60");
        deliverAll(Map.of(TOPIC, taking));
        assertThat(delivered).hasSize(1);
        assertThat(count("given_up_at IS NOT NULL")).as("another may know it").isZero();

        now.set(START.plus(Duration.ofMinutes(61)));
        deliverAll(Map.of(TOPIC, taking));
        assertThat(count("given_up_at IS NOT NULL AND receiver = 'webhook:own'"))
                .isEqualTo(1);
    }

    private void deliverAll(Map<Receiver, Delivery> receivers) throws SQLException {
        postman.round(receivers);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            if (postman.underWay() > 0) {
                postman.round(receivers);
            }
            return postman.underWay() == 0;
        });
    }

    private Postman postman() {
        return new Postman(pool, now::get, new Random(1));
    }

    private long count(String where) throws SQLException {
        return BooksReader.count(pool, "SELECT count(*) FROM alert_outbox WHERE " + where);
    }

    private void spend(String spent) throws SQLException {
        round(List.of(new Quota(
                new TenantId("acme"),
                null,
                null,
                "cost",
                "month",
                "USD",
                new BigDecimal("100"),
                new BigDecimal(spent),
                new Alert.Window(START.minusSeconds(60), START.plus(Duration.ofDays(20))))));
    }

    private void round(List<Quota> quotas) throws SQLException {
        new AlertRound(pool, (connection, at) -> quotas).look(CATALOGUE, now.get());
    }
}
