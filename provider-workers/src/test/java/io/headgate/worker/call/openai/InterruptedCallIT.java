package io.headgate.worker.call.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.FaultPlan;
import io.headgate.deploy.simulator.behaviour.LatencyText;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.Samples;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.UpstreamCall;
import io.headgate.worker.call.UpstreamCheck;
import io.headgate.worker.call.exchange.WireAdapter;
import io.headgate.worker.call.http.HttpLimits;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call is given up by interrupting its thread. */
class InterruptedCallIT {
    private static final CallTimeouts PATIENT = new CallTimeouts(
            Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(60));
    private static final Simulator SIMULATOR =
            Simulator.start(SimulatorConfig.of(SimulatedProvider.named("sim"), SimulatedProvider.named("hanging")));
    /** One connection: whoever leaves it unusable is found out by the next. */
    private static final WireAdapter ADAPTER = OpenAiAdapters.of(HttpLimits.of(1, true));

    @AfterAll
    static void stop() {
        ADAPTER.close();
        SIMULATOR.close();
    }

    private record Ended<T>(T outcome, boolean stillInterrupted) {}

    @ParameterizedTest
    @ValueSource(strings = {"hang", "slow-body:60s"})
    void endsAtOnceAsUnknown_whenInterruptedInMidCall(String fault) throws Exception {
        SIMULATOR.ledger().clear();
        SIMULATOR.behave("sim", Behaviour.DEFAULT.withFaults(FaultPlan.script(fault)));
        CompletableFuture<Ended<CallOutcome>> ended = new CompletableFuture<>();
        Thread thread = start(ended, () -> ADAPTER.call(call()));
        Awaitility.await()
                .until(() -> SIMULATOR.ledger().entries("sim").stream().anyMatch(e -> e.fault() != null));

        thread.interrupt();

        Ended<CallOutcome> end = ended.get(1, TimeUnit.SECONDS);
        assertThat(end.stillInterrupted()).isTrue();
        assertThat(end.outcome()).isInstanceOf(CallOutcome.Unknown.class);
        assertThat(((CallOutcome.Unknown) end.outcome()).failure().code()).isEqualTo(FailureCode.CANCELLED);
        Awaitility.await()
                .untilAsserted(() -> assertThat(SIMULATOR.ledger().entries("sim"))
                        .singleElement()
                        .matches(entry -> !entry.clientConnected(), "the simulator saw its client leave"));
        assertThat(ADAPTER.call(call())).isInstanceOf(CallOutcome.Completed.class);
    }

    @Test
    void sendsNothing_whenInterruptedBefore() throws Exception {
        SIMULATOR.ledger().clear();
        CompletableFuture<Ended<CallOutcome>> ended = new CompletableFuture<>();
        start(ended, () -> {
            Thread.currentThread().interrupt();
            return ADAPTER.call(call());
        });

        Ended<CallOutcome> end = ended.get(1, TimeUnit.SECONDS);

        assertThat(end.stillInterrupted()).isTrue();
        assertThat(end.outcome()).isInstanceOf(CallOutcome.Retryable.class);
        assertThat(SIMULATOR.ledger().entries("sim")).isEmpty();
    }

    @Test
    void endsAtOnceAsRetryable_whenInterruptedWhileItWaitsForAConnection() throws Exception {
        SIMULATOR.ledger().clear();
        SIMULATOR.behave("sim", Behaviour.DEFAULT.withLatency(LatencyText.parse("fixed:5s")));
        CompletableFuture<Ended<CallOutcome>> first = new CompletableFuture<>();
        Thread holder = start(first, () -> ADAPTER.call(call()));
        Awaitility.await().until(() -> SIMULATOR.ledger().inFlight("sim") == 1);
        CompletableFuture<Ended<CallOutcome>> second = new CompletableFuture<>();
        Thread waiter = start(second, () -> ADAPTER.call(call()));
        Awaitility.await().until(() -> waiter.getState() == Thread.State.TIMED_WAITING);

        waiter.interrupt();

        assertThat(second.get(1, TimeUnit.SECONDS).outcome()).isInstanceOf(CallOutcome.Retryable.class);
        holder.interrupt();
        assertThat(first.get(1, TimeUnit.SECONDS).outcome()).isInstanceOf(CallOutcome.Unknown.class);
        assertThat(SIMULATOR.ledger().entries("sim")).hasSize(1);
    }

    @Test
    void checkEndsAsFailed_whenInterrupted() throws Exception {
        SIMULATOR.behave("hanging", Behaviour.DEFAULT.withFaults(FaultPlan.chance("hang", 1)));
        CompletableFuture<Ended<Boolean>> ended = new CompletableFuture<>();
        URI hanging = SIMULATOR.baseUrl("hanging");
        Thread thread = start(ended, () -> ADAPTER.check(new UpstreamCheck(hanging, null, PATIENT)));
        Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING);

        thread.interrupt();

        assertThat(ended.get(1, TimeUnit.SECONDS)).isEqualTo(new Ended<>(false, true));
    }

    private static <T> Thread start(CompletableFuture<Ended<T>> ended, Supplier<T> work) {
        return Thread.ofVirtual()
                .start(() -> ended.complete(
                        new Ended<>(work.get(), Thread.currentThread().isInterrupted())));
    }

    private static UpstreamCall call() {
        return OpenAiAdapterIT.upstream(Samples.dispatch("interrupted"), SIMULATOR.baseUrl("sim"), null, PATIENT);
    }
}
