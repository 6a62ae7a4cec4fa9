package io.headgate.worker.call.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.ledger.LedgerEntry;
import io.headgate.deploy.simulator.misbehaviour.MisbehaviourCase;
import io.headgate.deploy.simulator.misbehaviour.MisbehaviourCases;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.wire.WireJson;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
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
    /** Between a timeout and its call's end, on a machine that is busy. */
    private static final Duration LATE = Duration.ofSeconds(3);
    /** A quarter of the largest body. */
    private static final long MOST_BYTES = 16 << 20;

    private static final ListAppender<ILoggingEvent> LOGGED = new ListAppender<>();
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("io.headgate.worker");
    private static final Usage NOTHING = new Usage(Map.of(), Usage.Source.ESTIMATED);
    private static final MisbehaviourRun RUN = begun();

    private static MisbehaviourRun begun() {
        LOGGER.setLevel(Level.TRACE);
        LOGGED.start();
        LOGGER.addAppender(LOGGED);
        // The encoding is read once for a process, when a provider first says nothing: no call's own memory.
        assertThat(EstimatedUsage.withInputOf(null, NOTHING)).isEqualTo(NOTHING);
        return new MisbehaviourRun(CASES);
    }

    static List<MisbehaviourCase> cases() {
        return CASES;
    }

    @AfterAll
    static void stop() {
        RUN.close();
        LOGGER.detachAppender(LOGGED);
        LOGGER.setLevel(null);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void endsAsExpected_inTimeAndLittleMemory(MisbehaviourCase met) throws Exception {
        MisbehavingCall call = RUN.call(met);

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
        assertThat(RUN.call(met).next()).as(met.name()).isInstanceOf(CallOutcome.Completed.class);

        assertThat(RUN.entries(met))
                .extracting(LedgerEntry::fault)
                .as("the fault was played, and once")
                .containsExactlyInAnyOrder(met.fault(), null);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void takesNothingThatWasBilledForFree(MisbehaviourCase met) throws Exception {
        LedgerEntry entry = RUN.entries(met).stream()
                .filter(one -> met.fault().equals(one.fault()))
                .findFirst()
                .orElseThrow();

        switch (RUN.call(met).outcome()) {
            case CallOutcome.Completed completed -> {
                Usage.Source source = met.fault().equals("no-usage") ? Usage.Source.ESTIMATED : Usage.Source.REPORTED;
                assertThat(completed.usage().source()).as(met.name()).isEqualTo(source);
                assertThat(source == Usage.Source.ESTIMATED
                                || completed.usage().outputTokens()
                                        == entry.usage().completion())
                        .as(met.name())
                        .isTrue();
            }
            case CallOutcome.Refused refused ->
                assertThat(refused.usage() != null).as(met.name()).isEqualTo(entry.billed());
            case CallOutcome.Retryable _ ->
                assertThat(entry.billed()).as(met.name()).isFalse();
            // It says itself that it may have been billed.
            case CallOutcome.Unknown _ -> {}
        }
    }

    /** The reply to the next call has the text of the one that the fault was done to. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void saysNothingOfTheReply(MisbehaviourCase met) throws Exception {
        MisbehavingCall call = RUN.call(met);

        assertThat(call.failure().toString()).doesNotContain("{", "<");
        assertThat(call.isQuotedIn(call.outcome() + " " + call.failure()))
                .as(met.name())
                .isFalse();
    }

    @Test
    void logsNothingOfPromptsAndReplies() throws Exception {
        for (MisbehaviourCase met : CASES) {
            MisbehavingCall call = RUN.call(met);
            assertThat(List.copyOf(LOGGED.list))
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .noneMatch(call::isQuotedIn);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void everyToolCallHasItsOwnPieces(MisbehaviourCase met) throws Exception {
        JsonNode calls = RUN.call(met).message().path("tool_calls");

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
        String text = RUN.call(met).message().path("content").textValue();

        assertThat(text).as(met.name()).contains("\u00E9").doesNotContain("\uFFFD");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void waitsAreRead_inWhicheverFormTheyCome(MisbehaviourCase met) throws Exception {
        Duration wait = ((CallOutcome.Retryable) RUN.call(met).outcome()).retryAfter();

        switch (met.fault()) {
            case "status:429;retry-after-past=3600s" ->
                assertThat(wait).as(met.name()).isZero();
            case "status:429;retry-after-date=2s" ->
                assertThat(wait).as(met.name()).isBetween(Duration.ZERO, Duration.ofSeconds(3));
            case "status:429;retry-after-ms=1500ms" ->
                assertThat(wait).as(met.name()).hasMillis(1500);
            case "status:429;retry-info=2s" -> assertThat(wait).as(met.name()).hasSeconds(2);
            default -> throw new AssertionError(met.name());
        }
    }

    static Stream<MisbehaviourCase> waitsAreRead_inWhicheverFormTheyCome() {
        return CASES.stream().filter(met -> met.fault().startsWith("status:429;"));
    }

    static Stream<MisbehaviourCase> noCharacterIsLost_whereItIsSplit() {
        return CASES.stream().filter(met -> met.fault().equals("split-characters"));
    }
}
