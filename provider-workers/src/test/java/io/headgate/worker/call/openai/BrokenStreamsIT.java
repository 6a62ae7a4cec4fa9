package io.headgate.worker.call.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.Samples;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.UpstreamCall;
import io.headgate.worker.call.exchange.WireAdapter;
import io.headgate.worker.call.http.HttpLimits;
import io.headgate.worker.call.stream.Deltas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams as they come off a connection: whole, cut, endless, inflated. */
class BrokenStreamsIT {
    private static final String HEAD = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n";
    private static final String CHUNKED = HEAD + "transfer-encoding: chunked\r\n\r\n";
    private static final String SAID =
            "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Gates.\"},"
                    + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";
    private static final String COMMENT = ": nothing yet\n";

    private static final Duration PATIENT = Duration.ofSeconds(10);
    /** Streams of a megabyte at most. */
    private static final WireAdapter ADAPTER = OpenAiAdapters.of(new HttpLimits(4, 64 << 10, 64 << 10, true));

    @AfterAll
    static void stop() {
        ADAPTER.close();
    }

    @Test
    void itsConnectionIsUsedAgain_afterWholeStreams() throws Exception {
        try (RawServer server = RawServer.sending(RawServer.bytes(CHUNKED + piece(SAID) + piece(DONE) + piece("")))) {
            for (int i = 0; i < 3; i++) {
                assertThat(call(server)).isInstanceOf(CallOutcome.Completed.class);
            }
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void completesAtOnce_whenTheServerDoesNotEndWhatIsWhole() throws Exception {
        try (RawServer server = RawServer.sending(RawServer.bytes(CHUNKED + piece(SAID + DONE)))) {
            long began = System.nanoTime();

            assertThat(call(server)).isInstanceOf(CallOutcome.Completed.class);

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
            Awaitility.await().untilAsserted(() -> assertThat(server.gone()).isEqualTo(1));
        }
    }

    @Test
    void completes_whenItIsGzipped() throws Exception {
        try (RawServer server = gzipped(SAID + DONE)) {
            assertThat(call(server)).isInstanceOf(CallOutcome.Completed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CHUNKED, HEAD + "connection: close\r\n\r\n"})
    void unknownWithWhatWasTold_whenTheStreamIsCut(String head) throws Exception {
        String said = head.equals(CHUNKED) ? piece(SAID) : SAID;
        try (RawServer server = new RawServer(socket -> {
            socket.getOutputStream().write(RawServer.bytes(head + said));
            socket.shutdownOutput();
        })) {
            CallOutcome.Unknown outcome = (CallOutcome.Unknown) call(server);

            assertThat(outcome.failure().code()).isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
            assertThat(Objects.requireNonNull(outcome.usage()).outputTokens()).isEqualTo(2);
        }
    }

    @Test
    void garbage_whenTheStreamHasNoEnd() throws Exception {
        byte[] comments = RawServer.bytes(piece(COMMENT.repeat(1_000)));
        try (RawServer server = new RawServer(socket -> {
            socket.getOutputStream().write(RawServer.bytes(CHUNKED));
            while (!socket.isClosed()) {
                socket.getOutputStream().write(comments);
            }
        })) {
            assertThat(tooLarge(server).seen()).isEqualTo("body: seen more than 1048576 bytes, allowed 1048576");
        }
    }

    @Test
    void garbage_whenTheStreamIsMuchLargerInflated() throws Exception {
        try (RawServer server = gzipped(COMMENT.repeat(200_000) + SAID + DONE)) {
            assertThat(tooLarge(server).seen())
                    .isEqualTo("inflated stream: seen more than 1048576 bytes, allowed 1048576");
        }
    }

    private static Failure tooLarge(RawServer server) {
        CallOutcome.Unknown outcome = (CallOutcome.Unknown) call(server);
        assertThat(outcome.failure().code()).isEqualTo(FailureCode.PROVIDER_GARBAGE);
        return outcome.failure();
    }

    private static RawServer gzipped(String events) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
            gzip.write(events.getBytes(StandardCharsets.UTF_8));
        }
        String head = HEAD + "content-encoding: gzip\r\ncontent-length: " + body.size() + "\r\n\r\n";
        return new RawServer(socket -> {
            socket.getOutputStream().write(RawServer.bytes(head));
            socket.getOutputStream().write(body.toByteArray());
        });
    }

    /** One piece of a chunked body; an empty one is its end. */
    private static String piece(String text) {
        return "%x\r\n%s\r\n".formatted(text.length(), text);
    }

    private static CallOutcome call(RawServer server) {
        Dispatch dispatch = Samples.dispatch("raw-stream");
        CallTimeouts timeouts = new CallTimeouts(PATIENT, PATIENT, Duration.ofSeconds(3), PATIENT);
        UpstreamCall whole = OpenAiAdapterIT.upstream(dispatch, server.baseUrl(), null, timeouts);
        return ADAPTER.call(
                new UpstreamCall(dispatch, whole.baseUrl(), null, whole.heading(), timeouts, new Deltas.Sink() {
                    @Override
                    public void accept(ObjectNode chunk) {}

                    @Override
                    public void ended(boolean isWhole) {}
                }));
    }
}
