package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.cli.BooksDatabase;
import io.headgate.deploy.embedded.Servers;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.metering.sink.Booking;
import io.headgate.metering.sink.LedgerBooking;
import io.headgate.metering.sink.QuotaBooking;
import io.headgate.router.RouterConfig;
import io.headgate.router.edge.RouterTopologies;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Sha256;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.Origin;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.ReplyFormat;
import io.headgate.schemas.message.RoutingContext;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Rating;
import io.headgate.schemas.money.Usage;
import io.headgate.schemas.process.Database;
import io.headgate.schemas.sql.Migrations;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.schemas.topic.TopicNames;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The router itself over the end of a month, what it tells of its limits in real tables, and the ledger beside it. What is expected
 * is added up here, from what the router sent out and what came back: I7.
 */
class MonthsEndIT {
    private static final Instant LATE = Instant.parse("2026-11-30T23:59:50Z");
    private static final TopicNames TOPICS = new TopicNames("headgate.");
    private static final AvroCodecs CODECS = AvroCodecs.singleObject();
    private static final TenantId ACME = new TenantId("acme");
    private static final String CATALOGUE = """
            providers:
              sim: {adapter: openai, endpoints: {main: {base_url: "https://one.example/v1"}}}
            models:
              large:
                provider: sim
                provider_model: gpt-x
                context_window: 9000
                prices: [{from: 2026-01-01, currency: USD, input: "2.00", output: "8.00"}]
            routes:
              all: {candidates: [{model: large}]}
            tiers:
              basic:
                limits:
                  - {measure: tokens, window: month, amount: 100000}
                  - {measure: cost, window: month, amount: "50", currency: USD}
            tenants: {acme: {tier: basic}}
            """;

    private final List<Dispatch> november = new ArrayList<>();
    private final List<Attempt> ended = new ArrayList<>();

    @TempDir
    Path stateDir;

    private TopologyTestDriver router;
    private TestOutputTopic<byte[], byte[]> dispatches;
    private TestOutputTopic<byte[], byte[]> told;
    private DataSource books;
    private Instant now = LATE;

    @BeforeEach
    void open() {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "months-end");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        var topologies =
                new RouterTopologies(RouterConfig.defaults(stateDir), TOPICS, CODECS, CatalogSource.fixed(catalogue()));
        router = new TopologyTestDriver(topologies.admission(String::length, provider -> true), settings, LATE);
        dispatches = out(TOPICS.dispatch(new ProviderName("sim")));
        told = out(TOPICS.quotas());
        Servers servers = TestServers.shared();
        books = BooksDatabase.of(new Database(TestServers.freshDatabase(), servers.jdbcUser(), servers.jdbcPassword()));
        Migrations.migrate(books);
    }

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void whatPeopleSeeIsWhatTheRouterHoldsAndWasBilled_beforeAndAfterTheTurn() throws SQLException {
        for (String id : List.of("old-1", "old-2", "old-3")) {
            november.add(admitted(id));
        }
        over(november.get(0), AttemptStatus.COMPLETED, 40);
        pass(2);
        assertThat(shown()).containsExactlyElementsOf(month("2026-11-01", ended, november.subList(1, 3)));

        pass(10);
        Dispatch december = admitted("new-1");
        pass(2);
        assertThat(shown())
                .as("what was dispatched in November is held there")
                .containsExactlyElementsOf(both(
                        month("2026-11-01", ended, november.subList(1, 3)),
                        month("2026-12-01", List.of(), List.of(december))));

        over(november.get(1), AttemptStatus.COMPLETED, 70);
        over(november.get(2), AttemptStatus.UNKNOWN, 0);
        List<Attempt> ofNovember = List.copyOf(ended);
        over(december, AttemptStatus.COMPLETED, 20);
        pass(2);
        assertThat(shown())
                .as("and counts there, though it ended in December")
                .containsExactlyElementsOf(both(
                        month("2026-11-01", ofNovember, List.of()),
                        month("2026-12-01", ended.subList(3, 4), List.of())));

        book(
                new LedgerBooking(CODECS.attempt()),
                ended.stream().map(CODECS.attempt()::encode).toList());
        BigDecimal unknownTokens = tokens(november.get(2));
        assertThat(rows("""
                SELECT window_start AT TIME ZONE 'UTC', measure, trim_scale(difference), started_later
                FROM finance.quota_check ORDER BY 1, 2"""))
                .as("the ledger, but for the tokens of what nobody knows the end of")
                .containsExactly(
                        "2026-11-01 00:00:00|cost|0|2",
                        "2026-11-01 00:00:00|tokens|%s|2".formatted(unknownTokens),
                        "2026-12-01 00:00:00|cost|0|0",
                        "2026-12-01 00:00:00|tokens|0|0");
    }

    /** The lines of a month: what is spent by those that are over, and held by those that are not. */
    private static List<String> month(String begin, List<Attempt> over, List<Dispatch> held) {
        BigDecimal cost = BigDecimal.ZERO;
        BigDecimal tokens = BigDecimal.ZERO;
        for (Attempt attempt : over) {
            cost = cost.add(
                    attempt.cost() instanceof Cost.Priced(var money)
                            ? money.amount()
                            : Objects.requireNonNull(attempt.reservation().amount())
                                    .amount());
            tokens = tokens.add(
                    attempt.usage() == null
                            ? BigDecimal.valueOf(attempt.reservation().inputTokens()
                                    + attempt.reservation().outputTokens())
                            : BigDecimal.valueOf(attempt.usage().inputTokens()
                                    + attempt.usage().outputTokens()));
        }
        BigDecimal heldCost = held.stream()
                .map(each -> Objects.requireNonNull(each.reservation().amount()).amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal heldTokens = held.stream().map(MonthsEndIT::tokens).reduce(BigDecimal.ZERO, BigDecimal::add);
        return List.of(
                "%s 00:00:00|cost|%s|%s".formatted(begin, plain(cost), plain(heldCost)),
                "%s 00:00:00|tokens|%s|%s".formatted(begin, plain(tokens), plain(heldTokens)));
    }

    private static BigDecimal tokens(Dispatch dispatch) {
        return BigDecimal.valueOf(
                dispatch.reservation().inputTokens() + dispatch.reservation().outputTokens());
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }

    private static List<String> both(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private List<String> shown() throws SQLException {
        List<byte[]> states = new ArrayList<>();
        while (!told.isEmpty()) {
            states.add(told.readValue());
        }
        book(new QuotaBooking(CODECS.quotaState()), states);
        return rows("""
                SELECT window_start AT TIME ZONE 'UTC', measure, trim_scale(spent), trim_scale(reserved)
                FROM finance.quota_consumption WHERE tenant = 'acme' ORDER BY 1, 2""");
    }

    private Dispatch admitted(String id) {
        String body = "{\"model\":\"all\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(id);
        InferenceRequest request = new InferenceRequest(
                new RequestKey(ACME, new RequestId(id)),
                new CorrelationId(id),
                null,
                null,
                new Alias("all"),
                new RoutingContext(
                        null, null, null, Priority.STANDARD, now.plus(Duration.ofHours(1)), null, null, Map.of()),
                body,
                Sha256.hex(body.getBytes(StandardCharsets.UTF_8)),
                ReplyFormat.JSON,
                now,
                Origin.HTTP,
                null);
        send(TOPICS.admissions(), request.key(), CODECS.admission().encode(request));
        return ((Decoded.Readable<Dispatch>) CODECS.dispatch().decode(dispatches.readValue())).value();
    }

    /** The call of a dispatch is over, now; it began now, too. */
    private void over(Dispatch dispatch, AttemptStatus status, long output) {
        boolean unknown = status == AttemptStatus.UNKNOWN;
        @Nullable
        Usage usage = unknown
                ? null
                : new Usage(Map.of(Meter.INPUT, 30L, Meter.OUTPUT, output, Meter.REQUEST, 1L), Usage.Source.REPORTED);
        @Nullable Failure failure = unknown ? Failure.of(FailureCode.PROVIDER_TIMEOUT, "no answer") : null;
        Attempt attempt = new Attempt(
                dispatch.request().key(),
                new AttemptSummary(
                        dispatch.attempt(),
                        dispatch.target(),
                        status,
                        failure,
                        unknown ? null : 200,
                        now,
                        Duration.ZERO),
                dispatch.number(),
                dispatch.request().alias(),
                null,
                null,
                Map.of(),
                null,
                usage,
                dispatch.price(),
                usage == null ? new Cost.Unpriced("nobody knows") : Rating.rate(usage, dispatch.price()),
                dispatch.reservation(),
                null,
                null,
                new CatalogRevision(1),
                new Disposition.Final(),
                null,
                null,
                dispatch.dispatchedAt(),
                null);
        ended.add(attempt);
        send(TOPICS.attempts(), attempt.key(), CODECS.attempt().encode(attempt));
    }

    private void send(String topic, RequestKey key, byte[] value) {
        RecordHeaders headers = new RecordHeaders();
        new RecordHeading(key, new CorrelationId(key.request().value()), TraceContext.start()).writeTo(headers);
        router.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key.tenant().value().getBytes(StandardCharsets.UTF_8), value, headers));
    }

    private void pass(int seconds) {
        for (int second = 0; second < seconds; second++) {
            now = now.plusSeconds(1);
            router.advanceWallClockTime(Duration.ofSeconds(1));
        }
    }

    private TestOutputTopic<byte[], byte[]> out(String topic) {
        return router.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void book(Booking booking, List<byte[]> values) throws SQLException {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (byte[] value : values) {
            records.add(new ConsumerRecord<>("topic", 0, records.size(), new byte[0], value));
        }
        try (Connection connection = books.getConnection()) {
            connection.setAutoCommit(false);
            booking.book(connection, records);
            connection.commit();
        }
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = books.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            while (row.next()) {
                List<String> cells = new ArrayList<>();
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    cells.add(row.getString(column));
                }
                rows.add(String.join("|", cells));
            }
        }
        return rows;
    }

    private static Catalogue catalogue() {
        return switch (new CatalogReader(Clock.systemUTC()).read(CATALOGUE, new CatalogRevision(1))) {
            case ReadCatalog.Valid valid -> valid.catalogue();
            case ReadCatalog.Invalid invalid ->
                throw new IllegalArgumentException(invalid.problems().toString());
        };
    }
}
