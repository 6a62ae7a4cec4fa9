package io.headgate.worker.call.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.FaultPlan;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.ledger.LedgerEntry;
import io.headgate.deploy.simulator.misbehaviour.MisbehaviourCase;
import io.headgate.deploy.simulator.misbehaviour.MisbehaviourCases;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.wire.WireJson;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Whatever goes wrong in whichever format ends in the one outcome that the simulator's list expects of it: in time, in
 * little memory, with nothing of the reply in it, and with a connection left that the next call can have.
 */
class MisbehaviourIT {
    private static final List<MisbehaviourCase> CASES = MisbehaviourCases.all();
    private static final int AT_ONCE = 8;
    /** Between a timeout and its call's end, on a machine that is busy. */
    private static final Duration LATE = Duration.ofSeconds(3);
    /** A quarter of the largest body. */
    private static final long MOST_BYTES = 16 << 20;

    private static final Simulator SIMULATOR = Simulator.start(SimulatorConfig.of(
            IntStream.range(0, CASES.size()).mapToObj(MisbehaviourIT::provider).toArray(SimulatedProvider[]::new)));
    private static final ExecutorService CALLERS = Executors.newFixedThreadPool(AT_ONCE);
    private static final Map<MisbehaviourCase, Future<MisbehavingCall>> CALLS = new HashMap<>();
    private static final ListAppender<ILoggingEvent> LOGGED = new ListAppender<>();
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("io.headgate.worker");

    /** One for each case, which its first call meets. */
    private static SimulatedProvider provider(int index) {
        return SimulatedProvider.named("case-" + index)
                .withBehaviour(Behaviour.DEFAULT
                        .withReplyTokens(new Behaviour.TokenRange(24, 48))
                        .withFaults(FaultPlan.script(CASES.get(index).fault())));
    }

    private static String provider(MisbehaviourCase met) {
        return "case-" + CASES.indexOf(met);
    }

    static List<MisbehaviourCase> cases() {
        return CASES;
    }

    /** All side by side; each test waits for its own. */
    @BeforeAll
    static void call() {
        LOGGER.setLevel(Level.TRACE);
        LOGGED.start();
        LOGGER.addAppender(LOGGED);
        for (MisbehaviourCase met : CASES) {
            CALLS.put(met, CALLERS.submit(() -> MisbehavingCall.of(met, SIMULATOR.origin(provider(met)))));
        }
    }

    @AfterAll
    static void stop() {
        CALLERS.shutdownNow();
        SIMULATOR.close();
        LOGGER.detachAppender(LOGGED);
        LOGGER.setLevel(null);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void endsAsExpected_inTimeAndLittleMemory(MisbehaviourCase met) throws Exception {
        MisbehavingCall call = call(met);

        String seen = met.name() + ": " + call.outcome();
        assertThat(isExpected(met.outcome(), call.outcome())).as(seen).isTrue();
        if (met.failureCode() != null) {
            assertThat(call.failure().orElseThrow().code().name()).as(seen).isEqualTo(met.failureCode());
        }
        assertThat(call.took())
                .as(seen)
                .isLessThan(MisbehavingCall.timeouts(met).total().plus(LATE));
        assertThat(call.allocatedBytes()).as(seen).isLessThan(MOST_BYTES);
    }

    private static boolean isExpected(MisbehaviourCase.Outcome expected, CallOutcome outcome) {
        return switch (expected) {
            case COMPLETED -> outcome instanceof CallOutcome.Completed;
            case RETRYABLE -> outcome instanceof CallOutcome.Retryable;
            case REFUSED -> outcome instanceof CallOutcome.Refused;
            case UNKNOWN -> outcome instanceof CallOutcome.Unknown;
            case FAILED -> !(outcome instanceof CallOutcome.Completed);
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void leavesAConnectionForTheNextCall_andNoCallBehind(MisbehaviourCase met) throws Exception {
        assertThat(call(met).next()).as(met.name()).isInstanceOf(CallOutcome.Completed.class);

        String provider = provider(met);
        Awaitility.await(met.name()).until(() -> SIMULATOR.ledger().inFlight(provider) == 0);
        assertThat(SIMULATOR.ledger().entries(provider))
                .extracting(LedgerEntry::fault)
                .as("the fault was played, and once")
                .containsExactlyInAnyOrder(met.fault(), null);
    }

    /** The reply to the next call has the text of the one that the fault was done to. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void saysNothingOfTheReply(MisbehaviourCase met) throws Exception {
        MisbehavingCall call = call(met);

        assertThat(call.failure().toString()).doesNotContain("{", "<");
        assertThat(call.isQuotedIn(call.outcome() + " " + call.failure()))
                .as(met.name())
                .isFalse();
    }

    @Test
    void logsNothingOfPromptsAndReplies() throws Exception {
        for (MisbehaviourCase met : CASES) {
            MisbehavingCall call = call(met);
            assertThat(List.copyOf(LOGGED.list))
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .noneMatch(call::isQuotedIn);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void everyToolCallHasItsOwnPieces(MisbehaviourCase met) throws Exception {
        JsonNode calls = call(met).message().path("tool_calls");

        assertThat(calls).as(met.name()).hasSize(2);
        for (JsonNode tool : calls) {
            String arguments = tool.at("/function/arguments").textValue();
            assertThat(WireJson.object(arguments).orElseThrow().has("gate")).isTrue();
        }
    }

    static Stream<MisbehaviourCase> everyToolCallHasItsOwnPieces() {
        return CASES.stream().filter(MisbehaviourCase::offersTools);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void noCharacterIsLost_whereItIsSplit(MisbehaviourCase met) throws Exception {
        String text = call(met).message().path("content").textValue();

        assertThat(text).as(met.name()).contains("\u00E9").doesNotContain("\uFFFD");
    }

    static Stream<MisbehaviourCase> noCharacterIsLost_whereItIsSplit() {
        return CASES.stream().filter(met -> met.fault().equals("split-characters"));
    }

    private static MisbehavingCall call(MisbehaviourCase met) throws Exception {
        return Objects.requireNonNull(CALLS.get(met)).get();
    }
}
