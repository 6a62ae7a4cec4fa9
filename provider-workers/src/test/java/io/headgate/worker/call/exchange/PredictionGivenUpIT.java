package io.headgate.worker.call.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.LatencyText;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.ledger.LedgerEntry;
import io.headgate.deploy.simulator.misbehaviour.WireFormat;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.exchange.WireAdapter.Manner;
import io.headgate.worker.call.http.ApacheHttpUpstream;
import io.headgate.worker.call.http.BodySink;
import io.headgate.worker.call.http.HttpCall;
import io.headgate.worker.call.http.HttpLimits;
import io.headgate.worker.call.http.HttpReply;
import io.headgate.worker.call.http.HttpUpstream;
import io.headgate.worker.call.replicate.ReplicateWire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A prediction that nobody waits for any more does not run on, whether we have heard its id or not. */
class PredictionGivenUpIT {
    private static final String PREDICTION = "{\"id\": \"abc\", \"status\": \"%s\", \"output\": \"Canals.\"}";
    private static final String BODY = "{\"messages\":[{\"role\":\"user\",\"content\":\"Tell me of canals.\"}]}";
    /** Longer than any of these tests: what ends before was canceled. */
    private static final Behaviour SLOW =
            Behaviour.DEFAULT.withLatency(LatencyText.parse("fixed:60s")).withBillsAbandoned(false);

    private final Simulator simulator =
            Simulator.start(SimulatorConfig.of(SimulatedProvider.named("p").withBehaviour(SLOW)));
    private final AtomicInteger looks = new AtomicInteger();
    private final WireAdapter adapter = new WireAdapter(
            new ReplicateWire(),
            new Watched(new ApacheHttpUpstream(HttpLimits.of(4, true)), looks),
            Manner.PLAIN,
            Clock.systemUTC());

    @AfterEach
    void stop() {
        adapter.close();
        simulator.close();
    }

    @Test
    void theFirstRequestSaysHowLongItIsWaitedFor_andTheOthersDoNot() throws IOException {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Cancel-After"));
            byte[] body = PREDICTION
                    .formatted(seen.size() == 1 ? "starting" : "succeeded")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            URI origin = URI.create("http://127.0.0.1:" + server.getAddress().getPort());

            assertThat(called(origin, Duration.ofMillis(89_500))).isInstanceOf(CallOutcome.Completed.class);
        } finally {
            server.stop(0);
        }
        assertThat(seen).containsExactly("POST 90s", "GET null");
    }

    @Test
    void itIsCanceled_whenItsCallIsGivenUp() throws Exception {
        CompletableFuture<CallOutcome> ended = new CompletableFuture<>();
        Thread caller = calling(ended, Duration.ofSeconds(50));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> looks.get() > 0);

        caller.interrupt();

        CallOutcome.Unknown outcome = (CallOutcome.Unknown) ended.get(5, TimeUnit.SECONDS);
        assertThat(outcome.failure().code()).isEqualTo(FailureCode.CANCELLED);
        assertIsCanceled();
    }

    @Test
    void itEndsByItself_whenItsCallBreaksBeforeItsIdIsKnown() throws Exception {
        CompletableFuture<CallOutcome> ended = new CompletableFuture<>();
        Thread caller = calling(ended, Duration.ofSeconds(5));
        Awaitility.await().until(() -> simulator.ledger().inFlight("p") == 1);

        caller.interrupt();

        assertThat(ended.get(4, TimeUnit.SECONDS)).isInstanceOf(CallOutcome.Unknown.class);
        assertThat(looks).hasValue(0);
        assertIsCanceled();
    }

    private Thread calling(CompletableFuture<CallOutcome> ended, Duration total) {
        return Thread.startVirtualThread(() -> ended.complete(called(simulator.origin("p"), total)));
    }

    /** In the provider's books: of one that had gone on, they would have an answer after a minute, and a bill. */
    private void assertIsCanceled() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> simulator.ledger().inFlight("p") == 0);
        assertThat(simulator.ledger().entries("p"))
                .singleElement()
                .extracting(LedgerEntry::billed)
                .isEqualTo(false);
    }

    private CallOutcome called(URI origin, Duration total) {
        CallTimeouts timeouts = new CallTimeouts(total, total, total, total);
        return adapter.call(FormatCalls.call(BODY, WireFormat.REPLICATE, origin, timeouts));
    }

    /** Counts how often a prediction is looked at. */
    private record Watched(HttpUpstream http, AtomicInteger looks) implements HttpUpstream {
        @Override
        public HttpReply post(HttpCall call, BodySink sink) {
            return http.post(call, sink);
        }

        @Override
        public HttpReply get(HttpCall call, BodySink sink) {
            looks.incrementAndGet();
            return http.get(call, sink);
        }

        @Override
        public @Nullable Integer status(HttpCall get) {
            return http.status(get);
        }

        @Override
        public void close() {
            http.close();
        }
    }
}
