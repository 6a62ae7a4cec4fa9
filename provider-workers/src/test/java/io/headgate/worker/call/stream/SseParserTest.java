package io.headgate.worker.call.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.worker.call.wire.StreamEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SseParserTest {
    private static StreamEvent event(String data) {
        return StreamEvent.of(data);
    }

    static Stream<Arguments> streams() {
        return Stream.of(
                Arguments.of("one event", "data: a\n\n", List.of(event("a"))),
                Arguments.of(
                        "CRLF and CR",
                        "data: a\r\n\r\ndata: b\r\rdata: c\n\n",
                        List.of(event("a"), event("b"), event("c"))),
                Arguments.of("one space is left out", "data:  a\n\ndata:b\n\n", List.of(event(" a"), event("b"))),
                Arguments.of("several lines of data", "data: a\ndata\ndata: b\n\n", List.of(event("a\n\nb"))),
                Arguments.of("data without a value", "data\n\ndata:\n\n", List.of(event(""), event(""))),
                Arguments.of(
                        "a name is of one event",
                        "event: ping\ndata: a\n\ndata: b\n\n",
                        List.of(new StreamEvent("ping", "a"), event("b"))),
                Arguments.of("a name without data is forgotten", "event: ping\n\ndata: b\n\n", List.of(event("b"))),
                Arguments.of(
                        "the last name counts", "event: a\nevent: b\ndata: c\n\n", List.of(new StreamEvent("b", "c"))),
                Arguments.of(
                        "comments, ids, retry times, strangers",
                        ": hello\nid: 7\nretry: 10\nnothing\nDATA: x\ndata : y\ndata: a\n\n",
                        List.of(event("a"))),
                Arguments.of("a byte order mark", "\uFEFFdata: a\n\n", List.of(event("a"))),
                Arguments.of("a mark inside is text", "data: \uFEFFa\n\n", List.of(event("\uFEFFa"))),
                Arguments.of("an event without its end is dropped", "data: a\n\ndata: b\n", List.of(event("a"))),
                Arguments.of(
                        "any text", "data: grüß 😀 \u0000 : \uFFFD\n\n", List.of(event("grüß 😀 \u0000 : \uFFFD"))),
                Arguments.of("nothing", "\n\n\r\r\n", List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void eventsAreThoseOfTheStandard(String what, String stream, List<StreamEvent> events) throws StreamFault {
        assertThat(parsed(new SseParser(), stream.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(events);
    }

    @Test
    void bytesThatAreNoUtf8AreAFault_behindTheEventsBefore() {
        for (String field : List.of("data: ", "event: ", ": ", "id: ", "")) {
            List<StreamEvent> seen = new ArrayList<>();
            byte[] bytes = ("data: a\n\n" + field + "é\n\n").getBytes(StandardCharsets.ISO_8859_1);

            assertThatThrownBy(() -> new SseParser().feed(bytes, bytes.length, seen::add))
                    .isInstanceOf(StreamFault.class)
                    .hasMessageContaining("UTF-8");
            assertThat(seen).containsExactly(event("a"));
        }
    }

    @Test
    void linesAndEventsAreBounded() throws StreamFault {
        assertThat(parsed(new SseParser(8, 5), bytes("data: ab\ndata: cd\n\n"))).containsExactly(event("ab\ncd"));
        refused(new SseParser(8, 5), "data: abc\n\n", "bytes in a line", "allowed 8");
        refused(new SseParser(8, 5), "data: abc", "bytes in a line", "allowed 8");
        refused(new SseParser(8, 5), "data: ab\ndata: cd\ndata:\n\n", "characters in an event", "allowed 5");
    }

    @Test
    void faultHoldsNothingOfTheStream() {
        assertThatThrownBy(() -> parsed(new SseParser(8, 5), bytes("data: secret\n\n")))
                .isInstanceOf(StreamFault.class)
                .message()
                .doesNotContain("secret");
    }

    private static void refused(SseParser parser, String stream, String... message) {
        assertThatThrownBy(() -> parsed(parser, bytes(stream)))
                .isInstanceOf(StreamFault.class)
                .hasMessageContainingAll(message);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static List<StreamEvent> parsed(StreamParser parser, byte[] bytes) throws StreamFault {
        List<StreamEvent> events = new ArrayList<>();
        parser.feed(bytes, bytes.length, events::add);
        parser.end(events::add);
        return events;
    }
}
