package io.headgate.deploy.simulator.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.simulator.behaviour.FaultText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamFaultTest {
    private static final StreamFrames FRAMES = new StreamFrames(utf8("ping\n\n"), utf8(": c\n"), utf8("error\n\n"));

    @Test
    void endsInsideCharacters_whenSplit() {
        for (Reply whole :
                List.of(Reply.of(200, "t", utf8("aé\u306E\uD83C\uDF0Az")), stream("aé", "\u306E\uD83C\uDF0Az"))) {
            Reply split = faulty("split-characters", whole);
            assertThat(split.pieces()).hasSize(1 + 1 + 2 + 3);
            assertThat(split.pieces().get(1)[0] & 0xC0).isEqualTo(0x80);
            assertThat(text(split)).isEqualTo("aé\u306E\uD83C\uDF0Az");
            assertThat(split.length()).isEqualTo(whole.length());
            assertThat(split.spread()).isPositive();
        }
    }

    @Test
    void sameEventsOtherwiseFramed_whenAsked() {
        Reply events = stream("data: 1\n\n", "data: 2\n\n");
        assertThat(text(faulty("crlf", events))).isEqualTo("data: 1\r\n\r\ndata: 2\r\n\r\n");
        assertThat(text(faulty("comment-lines", events))).isEqualTo(": c\ndata: 1\n\n: c\ndata: 2\n\n");
        assertThat(text(faulty("duplicate-terminal", events))).isEqualTo("data: 1\n\ndata: 2\n\ndata: 2\n\n");
        assertThat(text(faulty("ping-flood:3", events))).isEqualTo("data: 1\n\nping\n\nping\n\nping\n\ndata: 2\n\n");
    }

    @Test
    void endsEarly_whenAsked() {
        Reply events = stream("data: 1\n\n", "data: 2\n\n", "data: 3\n\n", "data: 4\n\n");
        assertThat(text(faulty("stream-error:1", events))).isEqualTo("data: 1\n\nerror\n\n");
        assertThat(text(faulty("stream-error:0", events))).isEqualTo("error\n\n");
        assertThat(text(faulty("truncated-json", events))).isEqualTo("data: 1\n\ndata");
    }

    @Test
    void staysAsItIs_whenNoStream() {
        Reply whole = Reply.of(200, "t", utf8("{}\n"));
        for (String fault : List.of("crlf", "comment-lines", "duplicate-terminal", "ping-flood", "stream-error")) {
            assertThat(faulty(fault, whole)).as(fault).isEqualTo(whole);
        }
    }

    private static Reply faulty(String fault, Reply reply) {
        return FaultyReply.apply(FaultText.parse(fault).orElseThrow(), reply, FRAMES);
    }

    private static Reply stream(String... events) {
        return Reply.chunks(
                "t", List.of(events).stream().map(StreamFaultTest::utf8).toList(), Duration.ZERO);
    }

    private static String text(Reply reply) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        reply.pieces().forEach(out::writeBytes);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
