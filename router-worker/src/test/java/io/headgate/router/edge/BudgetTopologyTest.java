package io.headgate.router.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.RouterConfig;
import io.headgate.router.Samples;
import io.headgate.router.budget.Account;
import io.headgate.router.budget.AccountId;
import io.headgate.router.budget.Budgets;
import io.headgate.router.budget.Counter;
import io.headgate.router.budget.Scope;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.OnExceeded;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits in the topology: a body of "Hello there" and 1,000 tokens of output hold 1,017 tokens. */
class BudgetTopologyTest {
    private static final TopicNames TOPICS = new TopicNames("headgate.");
    private static final AvroCodecs CODECS = AvroCodecs.singleObject();
    private static final ProviderName ALPHA = new ProviderName("alpha");

    @TempDir
    Path stateDir;

    private TopologyTestDriver driver;
    private RouterTopologies topologies;
    private Catalogue catalogue = Samples.catalogue();

    @BeforeEach
    void start() {
        start(RouterConfig.DEFAULT_MAX_RECORD_BYTES);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void tokensPerDay_holdOneRequest_refuseTheNext_andHaveRoomAgainWhenItSettles() {
        limit(Budgets.limit(Measure.TOKENS, Window.DAY, "2000"));
        admit("r-1");
        admit("r-2");
        assertThat(dispatch().attempt()).hasToString("r-1/1");
        assertThat(failure().code()).isEqualTo(FailureCode.BUDGET_EXCEEDED);
        over("r-1/1", AttemptStatus.COMPLETED, 20L, null);
        assertThat(counter().spent()).isEqualByComparingTo("20");
        assertThat(counter().reserved()).isZero();
        admit("r-3");
        assertThat(dispatch().attempt()).hasToString("r-3/1");
    }

    @Test
    void costPerMonth_isHeldAtThePriceInForce_andSpentAtThatOfTheAttempt() {
        limit(Budgets.limit(Measure.COST, Window.MONTH, "0.02"));
        admit("r-1");
        assertThat(counter().reserved()).isEqualByComparingTo("0.0100425");
        over("r-1/1", AttemptStatus.COMPLETED, 20L, "0.004");
        assertThat(counter().spent()).isEqualByComparingTo("0.004");
    }

    @Test
    void requestsPerMinute_countRequests_andTheNextMinuteHasRoom() {
        limit(Budgets.limit(Measure.REQUESTS, Window.MINUTE, "2", OnExceeded.WAIT));
        admit("r-1");
        admit("r-2");
        over("r-1/1", AttemptStatus.COMPLETED, 20L, null);
        admit("r-3");
        assertThat(out(TOPICS.dispatch(ALPHA)).getQueueSize()).isEqualTo(2);
        driver.advanceWallClockTime(Duration.ofMinutes(1));
        assertThat(out(TOPICS.dispatch(ALPHA)).getQueueSize()).isEqualTo(3);
        admit("r-4");
        assertThat(out(TOPICS.dispatch(ALPHA)).getQueueSize()).isEqualTo(4);
    }

    @Test
    void inFlight_isFreedByTheEnd_notByAContinue() {
        limit(Budgets.limit(Measure.IN_FLIGHT, Window.NOW, "1"));
        admit("r-1");
        back("r-1", AttemptStatus.RETRYABLE);
        admit("r-2");
        assertThat(failure().code()).isEqualTo(FailureCode.RATE_LIMITED);
        over("r-1/2", AttemptStatus.COMPLETED, 20L, null);
        admit("r-3");
        assertThat(out(TOPICS.dispatch(ALPHA)).readRecordsToList()).hasSize(3);
    }

    @Test
    void unknown_staysCharged_andTheContinueNeedsRoomOfItsOwn() {
        limit(Budgets.limit(Measure.TOKENS, Window.DAY, "2000"));
        admit("r-1");
        back("r-1", AttemptStatus.UNKNOWN);
        assertThat(failure().code()).isEqualTo(FailureCode.BUDGET_EXCEEDED);
        assertThat(counter().spent()).isEqualByComparingTo("1017");
        assertThat(counter().reserved()).isZero();
    }

    @Test
    void notCalled_isFree() {
        limit(Budgets.limit(Measure.TOKENS, Window.DAY, "2000"));
        admit("r-1");
        over("r-1/1", AttemptStatus.NOT_CALLED, null, null);
        assertThat(counter().spent()).isZero();
        assertThat(counter().reserved()).isZero();
    }

    @Test
    void anAttemptThatComesAgainIsSettledOnce_andGoesOnOnce() {
        limit(Budgets.limit(Measure.TOKENS, Window.DAY, "5000"));
        admit("r-1");
        back("r-1", AttemptStatus.UNKNOWN);
        back("r-1", AttemptStatus.UNKNOWN);
        assertThat(counter().spent()).isEqualByComparingTo("1017");
        assertThat(counter().reserved()).isEqualByComparingTo("1017");
        assertThat(out(TOPICS.dispatch(ALPHA)).readRecordsToList()).hasSize(2);
    }

    @Test
    void limitsOfProjectAndModel_holdBesideTheTenants() {
        Limit two = Budgets.limit(Measure.REQUESTS, Window.DAY, "2");
        Limit one = Budgets.limit(Measure.REQUESTS, Window.DAY, "1");
        catalogue = Samples.limited(Samples.catalogue(), List.of(), Map.of(), Map.of("search", List.of(two)));
        admit("p-1");
        admit("p-2");
        admit("p-3");
        assertThat(failure().message()).contains("requests per day of project 'search'");
        catalogue = Samples.limited(Samples.catalogue(), List.of(), Map.of(Samples.LARGE, List.of(one)), Map.of());
        admit("m-1");
        admit("m-2");
        assertThat(out(TOPICS.dispatch(ALPHA)).readRecordsToList()).hasSize(3);
        assertThat(out(TOPICS.dispatch(new ProviderName("beta"))).readRecordsToList())
                .hasSize(1);
    }

    @Test
    void aLimitChangedInMidWindowKeepsWhatWasSpent() {
        limit(Budgets.limit(Measure.TOKENS, Window.DAY, "10000"));
        admit("r-1");
        over("r-1/1", AttemptStatus.COMPLETED, 1_500L, null);
        limit(Budgets.limit(Measure.TOKENS, Window.DAY, "2000"));
        admit("r-2");
        assertThat(failure().seen()).isEqualTo("1017 asked, 1500 spent, 0 reserved");
    }

    @Test
    void usageBeyondTheReservation_isKeptBesideWhatWasSpent() {
        limit(Budgets.limit(Measure.TOKENS, Window.DAY, "2000"));
        admit("r-1");
        over("r-1/1", AttemptStatus.COMPLETED, 1_100L, null);
        assertThat(counter().spent()).isEqualByComparingTo("1100");
        assertThat(counter().overshot()).isEqualByComparingTo("83");
        assertThat(topologies.budgetCounts().overshoots(Measure.TOKENS)).isEqualTo(1);
        admit("r-2");
        assertThat(topologies.budgetCounts().refusals(FailureCode.BUDGET_EXCEEDED))
                .isEqualTo(1);
    }

    @Test
    void anUnreadableAttempt_isChargedInFull_andHoldsNothing() {
        limit(Budgets.limit(Measure.TOKENS, Window.DAY, "5000"));
        admit("r-1");
        admit("r-1/1");
        send(TOPICS.attempts(), new byte[] {9}, heading(Samples.request("r-1")));
        assertThat(counter().spent()).isEqualByComparingTo("1017");
        assertThat(counter().reserved())
                .as("of the request whose id goes on with a slash")
                .isEqualByComparingTo("1017");
    }

    @Test
    void aDispatchThatIsTooLarge_holdsNothing() {
        driver.close();
        start(16 * 1024);
        limit(Budgets.limit(Measure.TOKENS, Window.DAY, "100000"));
        String large = Samples.body("fast-text").replace("Hello", "x".repeat(17_000));
        admit(Samples.request("r-1", large, Samples.FAST, Samples.context(null)));
        assertThat(failure().code()).isEqualTo(FailureCode.BODY_TOO_LARGE);
        assertThat(counter().reserved()).isZero();
        assertThat(entries()).isEqualTo(1);
    }

    @Test
    void oldWindowsAndSettledAttemptsLeaveNothingBehind() {
        limit(Budgets.limit(Measure.TOKENS, Window.MINUTE, "100000"));
        for (int i = 0; i < 5; i++) {
            admit("r-" + i);
            over("r-" + i + "/1", AttemptStatus.COMPLETED, 10L, null);
            driver.advanceWallClockTime(Duration.ofMinutes(1));
        }
        admit("last");
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        assertThat(entries()).as("the account, one attempt, and a sequence").isEqualTo(3);
        assertThat(account().counters()).hasSize(1);
    }

    @Test
    void booksThatCannotBeRead_endRequests_andTheStreamGoesOn() {
        limit(Budgets.limit(Measure.TOKENS, Window.DAY, "100000"));
        store().put("a/acme", new byte[] {9});
        admit("r-1");
        assertThat(failure().code()).isEqualTo(FailureCode.UNKNOWN);
        store().put("h/acme/r-2/1", new byte[] {9});
        back("r-2", AttemptStatus.RETRYABLE);
        assertThat(failure().code()).isEqualTo(FailureCode.UNKNOWN);
        over("r-2/1", AttemptStatus.COMPLETED, 20L, null);
        send(TOPICS.attempts(), new byte[] {9}, heading(Samples.request("r-2")));
        assertThat(out(TOPICS.deadletters()).getQueueSize()).isEqualTo(1);
        assertThat(out(TOPICS.dispatch(ALPHA)).isEmpty()).isTrue();
    }

    private void limit(Limit... limits) {
        catalogue = Samples.limited(Samples.catalogue(), limits);
    }

    private void start(int maxRecordBytes) {
        RouterConfig base = RouterConfig.defaults(stateDir);
        RouterConfig config = new RouterConfig(
                stateDir, 1, 0, base.commitInterval(), base.idempotencyWindow(), maxRecordBytes, base.topicDiscovery());
        CatalogSource source = new CatalogSource() {
            @Override
            public Catalogue current() {
                return catalogue;
            }

            @Override
            public void subscribe(Consumer<Catalogue> listener) {
                listener.accept(catalogue);
            }
        };
        topologies = new RouterTopologies(config, TOPICS, CODECS, source);
        driver = new TopologyTestDriver(
                topologies.admission(String::length, provider -> true),
                StreamsSettings.of(config, new KafkaConnection("unused:1", Map.of(), TOPICS), "admission"),
                Samples.NOW);
    }

    private void admit(String id) {
        admit(Samples.request(id));
    }

    private void admit(InferenceRequest request) {
        send(TOPICS.admissions(), CODECS.admission().encode(request), heading(request));
    }

    private void over(String attempt, AttemptStatus status, @Nullable Long tokens, @Nullable String cost) {
        send(Budgets.over(attempt, status, tokens, cost, new Disposition.Final()));
    }

    /** The request's first attempt comes back. */
    private void back(String id, AttemptStatus status) {
        AttemptSummary failed = Samples.summary("eu", FailureCode.PROVIDER_TIMEOUT);
        AttemptSummary summary = new AttemptSummary(
                failed.id(), failed.target(), status, failed.failure(), null, failed.startedAt(), failed.duration());
        Disposition again = new Disposition.Continue(Samples.request(id), List.of(summary));
        send(Budgets.over(id + "/1", status, null, null, again));
    }

    private void send(Attempt attempt) {
        send(TOPICS.attempts(), CODECS.attempt().encode(attempt), heading(Samples.request("r-1")));
    }

    private void send(String topic, byte[] value, Headers headers) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>("acme".getBytes(StandardCharsets.UTF_8), value, headers));
    }

    private static Headers heading(InferenceRequest request) {
        RecordHeaders headers = new RecordHeaders();
        new RecordHeading(
                        request.key(), new CorrelationId(request.key().request().value()), TraceContext.start())
                .writeTo(headers);
        return headers;
    }

    private Dispatch dispatch() {
        return read(CODECS.dispatch(), out(TOPICS.dispatch(ALPHA)).readRecord());
    }

    private Failure failure() {
        InferenceResult result = read(CODECS.result(), out(TOPICS.results()).readRecord());
        return ((InferenceResult.Failed) result.outcome()).failure();
    }

    private Counter counter() {
        return account().counters().getFirst();
    }

    private Account account() {
        return new LedgerStore(store()).account(new AccountId(Samples.ACME, Scope.TENANT));
    }

    private long entries() {
        long count = 0;
        try (var all = store().all()) {
            while (all.hasNext()) {
                all.next();
                count++;
            }
        }
        return count;
    }

    private KeyValueStore<String, byte[]> store() {
        return driver.getKeyValueStore(LedgerStore.NAME);
    }

    private TestOutputTopic<byte[], byte[]> out(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static <T> T read(MessageCodec<T> codec, TestRecord<byte[], byte[]> record) {
        return ((Decoded.Readable<T>) codec.decode(record.value())).value();
    }
}
