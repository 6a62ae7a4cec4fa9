package io.headgate.worker.call.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.Samples;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.exchange.WireAdapter;
import io.headgate.worker.call.http.HttpLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each timeout ends its own step, and the connection with it. */
class CallTimeoutsIT {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n";
    private static final WireAdapter ADAPTER = OpenAiAdapters.of(HttpLimits.of(16, true));

    @AfterAll
    static void stop() {
        ADAPTER.close();
    }

    @Test
    void firstByteEndsIt_whenNothingComes() throws Exception {
        try (RawServer silent = new RawServer(socket -> Thread.sleep(LONG))) {
            unknown(silent, new CallTimeouts(LONG, SHORT, LONG, LONG), "first_byte");
        }
    }

    @Test
    void firstByteEndsIt_whenTheHeadTrickles() throws Exception {
        try (RawServer slow = new RawServer(socket -> RawServer.dribble(socket, HEAD))) {
            unknown(slow, new CallTimeouts(LONG, SHORT, LONG, LONG), "first_byte");
        }
    }

    @ParameterizedTest
    @CsvSource({"'', stalls at once", "'{\"id\":', stalls within"})
    void betweenChunksEndsIt_whenTheBodyStalls(String begin, String what) throws Exception {
        try (RawServer stalling = RawServer.sending(RawServer.bytes(HEAD + begin))) {
            CallOutcome.Unknown outcome =
                    unknown(stalling, new CallTimeouts(LONG, LONG, SHORT, LONG), "between_chunks");

            assertThat(outcome.reply().status()).as(what).isEqualTo(200);
        }
    }

    @Test
    void betweenChunksEndsIt_whenAChunkedBodyStalls() throws Exception {
        String head = HEAD.replace("content-length: 500", "transfer-encoding: chunked");
        try (RawServer stalling = RawServer.sending(RawServer.bytes(head + "5\r\n{\"id\"\r\n"))) {
            unknown(stalling, new CallTimeouts(LONG, LONG, SHORT, LONG), "between_chunks");
        }
    }

    @Test
    void totalEndsIt_whenTheBodyTricklesABytePer100Ms() throws Exception {
        try (RawServer loris = new RawServer(socket -> {
            socket.getOutputStream().write(RawServer.bytes(HEAD));
            RawServer.dribble(socket, " ".repeat(400));
        })) {
            unknown(loris, new CallTimeouts(LONG, LONG, Duration.ofSeconds(2), Duration.ofSeconds(1)), "total");
        }
    }

    @Test
    void connectEndsIt_whenTheHandshakeIsNotAnswered() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
            URI https = URI.create("https://127.0.0.1:" + mute.getLocalPort() + "/v1");

            CallOutcome outcome = timed(https, new CallTimeouts(SHORT, LONG, LONG, LONG));

            assertThat(seen(outcome)).isEqualTo("timeouts.connect ended");
            assertThat(outcome).isInstanceOf(CallOutcome.Retryable.class);
        }
    }

    /** A listener whose backlog is full drops what comes: the nearest that loopback has to a black hole. */
    @Test
    void connectEndsIt_whenNothingAnswersAtAll() throws Exception {
        List<Socket> crowd = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fill(full, crowd);

            CallOutcome outcome = timed(
                    URI.create("http://127.0.0.1:" + full.getLocalPort() + "/v1"),
                    new CallTimeouts(SHORT, LONG, LONG, LONG));

            assertThat(outcome).isInstanceOf(CallOutcome.Retryable.class);
            assertThat(failure(outcome)).isEqualTo(FailureCode.PROVIDER_TIMEOUT);
        } finally {
            for (Socket socket : crowd) {
                socket.close();
            }
        }
    }

    private static void fill(ServerSocket full, List<Socket> crowd) throws IOException {
        for (int i = 0; i < 16; i++) {
            Socket socket = new Socket();
            crowd.add(socket);
            try {
                socket.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()), 200);
            } catch (IOException noRoom) {
                return;
            }
        }
        throw new IllegalStateException("the backlog of 1 took 16 connections");
    }

    private static CallOutcome.Unknown unknown(RawServer server, CallTimeouts timeouts, String ended) {
        CallOutcome outcome = timed(server.baseUrl(), timeouts);

        assertThat(outcome).isInstanceOf(CallOutcome.Unknown.class);
        assertThat(failure(outcome)).isEqualTo(FailureCode.PROVIDER_TIMEOUT);
        assertThat(seen(outcome)).isEqualTo("timeouts." + ended + " ended");
        assertThat(server.accepted()).isEqualTo(1);
        return (CallOutcome.Unknown) outcome;
    }

    private static CallOutcome timed(URI baseUrl, CallTimeouts timeouts) {
        long began = System.nanoTime();
        CallOutcome outcome =
                ADAPTER.call(OpenAiAdapterIT.upstream(Samples.dispatch("timed"), baseUrl, null, timeouts));
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(250), Duration.ofSeconds(8));
        return outcome;
    }

    private static FailureCode failure(CallOutcome outcome) {
        return switch (outcome) {
            case CallOutcome.Retryable retryable -> retryable.failure().code();
            case CallOutcome.Unknown unknown -> unknown.failure().code();
            case CallOutcome.Completed _, CallOutcome.Refused _ -> throw new AssertionError("it was " + outcome);
        };
    }

    private static String seen(CallOutcome outcome) {
        return Objects.requireNonNull(
                switch (outcome) {
                    case CallOutcome.Retryable retryable -> retryable.failure().seen();
                    case CallOutcome.Unknown unknown -> unknown.failure().seen();
                    case CallOutcome.Completed _, CallOutcome.Refused _ ->
                        throw new AssertionError("it was " + outcome);
                });
    }
}
