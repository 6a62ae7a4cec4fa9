package io.headgate.worker.call.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.FaultPlan;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.ledger.LedgerEntry;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.worker.Samples;
import io.headgate.worker.call.ApiKey;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.UpstreamCall;
import io.headgate.worker.call.exchange.WireAdapter;
import io.headgate.worker.call.http.HttpLimits;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The adapter against every misbehaviour that a call without streaming can meet. */
class OpenAiAdapterIT {
    private static final AtomicInteger IDS = new AtomicInteger();
    private static Simulator simulator;
    private static WireAdapter adapter;

    @BeforeAll
    static void start() {
        simulator = Simulator.start(SimulatorConfig.of(
                SimulatedProvider.named("sim"),
                SimulatedProvider.named("locked").withApiKey("sk-right")));
        adapter = adapter(true);
    }

    @AfterAll
    static void stop() {
        adapter.close();
        simulator.close();
    }

    @Test
    void completes_withWhatTheProviderBilled() {
        Dispatch dispatch = sample();

        CallOutcome.Completed completed = completed(call("ok", dispatch));

        LedgerEntry billed = entry(dispatch);
        assertThat(completed.usage().source()).isEqualTo(Usage.Source.REPORTED);
        assertThat(completed.usage().inputTokens()).isEqualTo(billed.usage().prompt());
        assertThat(completed.usage().outputTokens()).isEqualTo(billed.usage().completion());
        assertThat(completed.servedModel()).isEqualTo("small-2026-01-01");
        assertThat(completed.reply().firstByteAt()).isNotNull();
        assertThat(billed.model()).isEqualTo("small-2026-01-01");
        assertThat(billed.caller().requestId())
                .isEqualTo(dispatch.request().key().request().value());
        assertThat(billed.caller().traceparent()).startsWith("00-");
    }

    @Test
    void metersAreDisjoint_whenCachedAndReasoned() {
        simulator.behave("sim", Behaviour.DEFAULT.withCachedPercent(50).withReasoningTokens(7));

        Usage usage = completed(call("plain", sample(), millis(2_000))).usage();

        assertThat(usage.of(Meter.REASONING)).isEqualTo(7);
        assertThat(usage.of(Meter.CACHE_READ)).isPositive();
        assertThat(usage.of(Meter.CACHE_READ) + usage.of(Meter.INPUT)).isEqualTo(usage.inputTokens());
    }

    @Test
    void estimates_whenNoUsageIsReported() {
        Usage usage = completed(call("no-usage", sample())).usage();

        assertThat(usage.source()).isEqualTo(Usage.Source.ESTIMATED);
        assertThat(usage.inputTokens()).isEqualTo(20);
        assertThat(usage.outputTokens()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "status:408, PROVIDER_TIMEOUT",
        "status:409, PROVIDER_UNAVAILABLE",
        "status:425, PROVIDER_UNAVAILABLE",
        "status:429, PROVIDER_RATE_LIMITED",
        "status:500, PROVIDER_UNAVAILABLE",
        "status:502, PROVIDER_UNAVAILABLE",
        "status:503, PROVIDER_UNAVAILABLE",
        "status:504, PROVIDER_TIMEOUT",
        "status:529, PROVIDER_UNAVAILABLE",
    })
    void retryable_whenTheStatusSaysSo(String fault, FailureCode code) {
        CallOutcome outcome = call(fault, sample());

        assertThat(outcome).isInstanceOf(CallOutcome.Retryable.class);
        assertThat(((CallOutcome.Retryable) outcome).failure().code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "status:400, CONTEXT_TOO_LONG, true",
        "status:401, PROVIDER_AUTH, true",
        "status:402, PROVIDER_QUOTA, true",
        "status:403, PROVIDER_AUTH, true",
        "status:404, PROVIDER_BAD_REQUEST, true",
        "status:413, PROVIDER_BAD_REQUEST, true",
        "status:422, PROVIDER_BAD_REQUEST, false",
        "redirect:/elsewhere, PROVIDER_GARBAGE, true",
    })
    void refused_whenTheSameTryWouldBeRefusedAgain(String fault, FailureCode code, boolean elsewhere) {
        CallOutcome outcome = call(fault, sample());

        assertThat(outcome).isInstanceOf(CallOutcome.Refused.class);
        assertThat(((CallOutcome.Refused) outcome).failure().code()).isEqualTo(code);
        assertThat(((CallOutcome.Refused) outcome).elsewhereMayHelp()).isEqualTo(elsewhere);
    }

    @ParameterizedTest
    @CsvSource({
        "status:429;retry-after=2s, 2000",
        "status:429;retry-after-ms=1500ms, 1500",
        "status:503;retry-after-date=30s, 30000",
    })
    void carriesTheWait_whenTheProviderAsksForOne(String fault, long millis) {
        CallOutcome.Retryable outcome = (CallOutcome.Retryable) call(fault, sample());

        assertThat(outcome.retryAfter())
                .isBetween(Duration.ofMillis(millis - 2_000), Duration.ofMillis(millis + 1_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "html",
                "truncated-json",
                "wrong-content-type",
                "empty-choices",
                "null-content",
                "big-body:64MB",
                "gzip-bomb:256MB",
                "huge-headers:128KB"
            })
    void unknownGarbage_whenTheReplyIsNoCompletion(String fault) {
        CallOutcome outcome = call(fault, sample());

        assertThat(outcome).isInstanceOf(CallOutcome.Unknown.class);
        assertThat(((CallOutcome.Unknown) outcome).failure().code()).isEqualTo(FailureCode.PROVIDER_GARBAGE);
    }

    @Test
    void unknownWithTheProvidersWord_whenTheAnswerEndedForAnotherReason() {
        CallOutcome outcome = call("unknown-finish-reason", sample());

        assertThat(outcome).isInstanceOf(CallOutcome.Unknown.class);
        assertThat(((CallOutcome.Unknown) outcome).failure().code()).isEqualTo(FailureCode.PROVIDER_FINISH_REASON);
        assertThat(((CallOutcome.Unknown) outcome).failure().seen()).startsWith("finish reason '");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong-content-type", "empty-choices", "null-content", "unknown-finish-reason"})
    void usageIsKept_whenAnUnusableReplyReportsIt(String fault) {
        Dispatch dispatch = sample();

        CallOutcome.Unknown outcome = (CallOutcome.Unknown) call(fault, dispatch);

        Usage kept = Objects.requireNonNull(outcome.usage());
        assertThat(kept.outputTokens()).isEqualTo(entry(dispatch).usage().completion());
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset-before-read", "reset-after-read", "reset-in-body", "half-close"})
    void unknown_whenTheConnectionBreaksAfterSending(String fault) {
        CallOutcome outcome = call(fault, sample());

        assertThat(outcome).isInstanceOf(CallOutcome.Unknown.class);
        assertThat(((CallOutcome.Unknown) outcome).failure().code()).isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang", "slow-body:10s"})
    void unknownTimeout_whenTheTotalEnds(String fault) {
        long began = System.nanoTime();

        CallOutcome outcome = call(fault, sample(), millis(400));

        assertThat(outcome).isInstanceOf(CallOutcome.Unknown.class);
        assertThat(((CallOutcome.Unknown) outcome).failure().code()).isEqualTo(FailureCode.PROVIDER_TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void unknownTimeout_whenTheFirstByteDoesNotCome() {
        CallTimeouts timeouts = new CallTimeouts(
                Duration.ofSeconds(1), Duration.ofMillis(200), Duration.ofSeconds(30), Duration.ofSeconds(30));

        CallOutcome outcome = call("hang", sample(), timeouts);

        assertThat(((CallOutcome.Unknown) outcome).failure().code()).isEqualTo(FailureCode.PROVIDER_TIMEOUT);
    }

    @Test
    void retryable_whenNobodyListens() {
        UpstreamCall call = upstream(sample(), URI.create("http://127.0.0.1:1/v1"), null, millis(2_000));

        assertThat(adapter.call(call)).isInstanceOf(CallOutcome.Retryable.class);
    }

    @Test
    void refused_whenTheAddressIsPrivateAndNotAllowed() {
        try (WireAdapter strict = adapter(false)) {
            CallOutcome outcome = strict.call(upstream(sample(), simulator.baseUrl("sim"), null, millis(2_000)));

            assertThat(outcome).isInstanceOf(CallOutcome.Refused.class);
            assertThat(((CallOutcome.Refused) outcome).failure().seen()).contains("127.0.0.1");
        }
    }

    @Test
    void refused_whenTheAddressIsACloudsMetadata() {
        CallOutcome outcome =
                adapter.call(upstream(sample(), URI.create("http://169.254.169.254/v1"), null, millis(2_000)));

        assertThat(outcome).isInstanceOf(CallOutcome.Refused.class);
    }

    @Test
    void sendsTheKey_andNeverPrintsIt() {
        UpstreamCall right = upstream(sample(), simulator.baseUrl("locked"), new ApiKey("sk-right"), millis(2_000));
        UpstreamCall wrong = upstream(sample(), simulator.baseUrl("locked"), new ApiKey("sk-wrong"), millis(2_000));

        assertThat(adapter.call(right)).isInstanceOf(CallOutcome.Completed.class);
        assertThat(adapter.call(wrong)).isInstanceOf(CallOutcome.Refused.class);
        assertThat(right.toString()).doesNotContain("sk-right").doesNotContain("canals");
    }

    private static CallOutcome call(String fault, Dispatch dispatch) {
        return call(fault, dispatch, millis(20_000));
    }

    private static CallOutcome call(String fault, Dispatch dispatch, CallTimeouts timeouts) {
        if (!fault.equals("plain")) {
            simulator.behave("sim", Behaviour.DEFAULT.withFaults(FaultPlan.script(fault)));
        }
        return adapter.call(upstream(dispatch, simulator.baseUrl("sim"), null, timeouts));
    }

    static UpstreamCall upstream(Dispatch dispatch, URI baseUrl, @Nullable ApiKey key, CallTimeouts timeouts) {
        RecordHeading heading =
                new RecordHeading(dispatch.request().key(), dispatch.request().correlationId(), TraceContext.start());
        return new UpstreamCall(dispatch, baseUrl, key, heading, timeouts);
    }

    private static CallOutcome.Completed completed(CallOutcome outcome) {
        assertThat(outcome).isInstanceOf(CallOutcome.Completed.class);
        return (CallOutcome.Completed) outcome;
    }

    private static Dispatch sample() {
        return Samples.dispatch("adapter-" + IDS.incrementAndGet());
    }

    private static LedgerEntry entry(Dispatch dispatch) {
        List<LedgerEntry> entries = simulator.ledger().entries().stream()
                .filter(e -> dispatch.attempt().value().equals(e.caller().attemptId()))
                .toList();
        assertThat(entries).hasSize(1);
        return entries.getFirst();
    }

    private static CallTimeouts millis(long total) {
        Duration duration = Duration.ofMillis(total);
        return new CallTimeouts(duration, duration, duration, duration);
    }

    private static WireAdapter adapter(boolean allowPrivate) {
        return OpenAiAdapters.of(HttpLimits.of(64, allowPrivate));
    }
}
