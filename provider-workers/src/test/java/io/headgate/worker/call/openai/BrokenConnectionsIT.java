package io.headgate.worker.call.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.Samples;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.exchange.WireAdapter;
import io.headgate.worker.call.http.HttpLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that no simulator sends: each has its outcome, and a connection is used again only after a whole reply. */
class BrokenConnectionsIT {
    private static final String OK = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
    private static final String COMPLETION =
            "{\"choices\":[{\"message\":{\"content\":\"Gates.\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}";
    private static final CallTimeouts TIMEOUTS = new CallTimeouts(
            Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(10));
    private static final WireAdapter ADAPTER = OpenAiAdapters.of(HttpLimits.of(4, true));

    @AfterAll
    static void stop() {
        ADAPTER.close();
    }

    static Stream<Arguments> broken() {
        byte[] noise = new byte[70_000];
        new Random(7).nextBytes(noise);
        return Stream.of(
                broken("noise", noise),
                broken("a mail server", "220 mail ready\r\n\r\n".repeat(2_000)),
                broken("a header line without end", OK + "x: " + "y".repeat(200_000)),
                broken("300 headers", OK + "x: y\r\n".repeat(300) + "\r\n"),
                broken("5 GB announced", OK + "content-length: 5000000000\r\n\r\n{"),
                broken("length that is no number", OK + "content-length: x\r\n\r\n{}"),
                broken("chunks that are none", OK + "transfer-encoding: chunked\r\n\r\nzz\r\n"),
                broken("an unknown encoding", OK + "content-encoding: br\r\ncontent-length: 2\r\n\r\n{}"),
                broken(
                        "gzip that is none",
                        OK + "content-encoding: gzip\r\ncontent-length: 20\r\n\r\n" + "z".repeat(20)));
    }

    private static Arguments broken(String what, String bytes) {
        return broken(what, RawServer.bytes(bytes));
    }

    private static Arguments broken(String what, byte[] bytes) {
        return Arguments.of(what, bytes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void garbageAndNeverUsedAgain_whenTheReplyIsNotHttp(String what, byte[] bytes) throws Exception {
        try (RawServer server = RawServer.sending(bytes)) {
            CallOutcome outcome = call(server);

            assertThat(outcome).as(what).isInstanceOf(CallOutcome.Unknown.class);
            assertThat(((CallOutcome.Unknown) outcome).failure().code()).isEqualTo(FailureCode.PROVIDER_GARBAGE);
            gone(server, 1);
        }
    }

    @Test
    void unknownAndNeverUsedAgain_whenTheConnectionEndsInMidBody() throws Exception {
        String half = OK + "content-length: 500\r\n\r\n{\"choices\":";
        try (RawServer server = new RawServer(socket -> {
            socket.getOutputStream().write(RawServer.bytes(half));
            socket.shutdownOutput();
        })) {
            CallOutcome outcome = call(server);

            assertThat(outcome).isInstanceOf(CallOutcome.Unknown.class);
            assertThat(((CallOutcome.Unknown) outcome).failure().code()).isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
            assertThat(outcome.reply().status()).isEqualTo(200);
            gone(server, 1);
        }
    }

    @Test
    void usedAgain_afterWholeReplies() throws Exception {
        byte[] whole = RawServer.bytes(OK + "x-ratelimit-remaining-requests: 9\r\ncontent-length: "
                + COMPLETION.length() + "\r\n\r\n" + COMPLETION);
        try (RawServer server = RawServer.sending(whole)) {
            for (int i = 0; i < 3; i++) {
                CallOutcome outcome = call(server);
                assertThat(outcome).isInstanceOf(CallOutcome.Completed.class);
                assertThat(outcome.reply().headroom().requests()).isNotNull();
            }
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void retryableAndUsedAgain_whenAskedNotToTryHere() throws Exception {
        byte[] refusal = RawServer.bytes("HTTP/1.1 503 Busy\r\nx-should-retry: false\r\nretry-after: "
                + "Sunday, 06-Nov-94 08:49:37 GMT\r\nx-ratelimit-remaining-tokens: 0\r\ncontent-length: 0\r\n\r\n");
        try (RawServer server = RawServer.sending(refusal)) {
            call(server);
            CallOutcome.Retryable outcome = (CallOutcome.Retryable) call(server);

            assertThat(outcome.hereAgain()).isFalse();
            assertThat(outcome.retryAfter()).isEqualTo(Duration.ZERO);
            assertThat(outcome.reply().headroom().tokens()).isNotNull();
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void completes_whenItIsGzippedOrHasMultiByteCharactersOrReplacements() throws Exception {
        String text = COMPLETION.replace("Gates.", "Ворота \uFFFD 🚪");
        byte[] gzipped = gzipped(text);
        byte[] head = RawServer.bytes(OK + "content-encoding: gzip\r\ncontent-length: " + gzipped.length + "\r\n\r\n");
        try (RawServer server = new RawServer(socket -> {
            socket.getOutputStream().write(head);
            socket.getOutputStream().write(gzipped);
        })) {
            CallOutcome outcome = call(server);

            assertThat(outcome).isInstanceOf(CallOutcome.Completed.class);
            assertThat(((CallOutcome.Completed) outcome).response()).isEqualTo(text);
        }
    }

    @Test
    void unknown_whenTheTextIsNotUtf8() throws Exception {
        String latin = COMPLETION.replace("Gates.", "Gr\u00fc\u00dfe");
        byte[] bytes = RawServer.bytes(OK + "content-length: " + latin.length() + "\r\n\r\n" + latin);
        try (RawServer server = RawServer.sending(bytes)) {
            assertThat(call(server)).isInstanceOf(CallOutcome.Unknown.class);
        }
    }

    private static byte[] gzipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static void gone(RawServer server, int connections) {
        Awaitility.await().untilAsserted(() -> assertThat(server.gone()).isEqualTo(connections));
    }

    private static CallOutcome call(RawServer server) {
        return ADAPTER.call(OpenAiAdapterIT.upstream(Samples.dispatch("raw"), server.baseUrl(), null, TIMEOUTS));
    }
}
