package io.headgate.worker.call.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.worker.call.wire.StreamEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NdjsonParserTest {
    private static List<String> data(String stream) throws StreamFault {
        return SseParserTest.parsed(new NdjsonParser(), SseParserTest.bytes(stream)).stream()
                .map(StreamEvent::data)
                .toList();
    }

    @Test
    void eachLineIsAnEvent() throws StreamFault {
        assertThat(data("{\"a\":1}\n{\"b\":\"é😀\"}\r\n")).containsExactly("{\"a\":1}", "{\"b\":\"é😀\"}");
    }

    @Test
    void blankLinesAndTheMarkAreNone() throws StreamFault {
        assertThat(data("\uFEFF{}\n\n \t\r\n{} \n")).containsExactly("{}", "{}");
    }

    @Test
    void lastLineNeedsNoEnd_butAConnectionThatEndedWell() throws StreamFault {
        List<StreamEvent> events = new ArrayList<>();
        NdjsonParser parser = new NdjsonParser();
        byte[] bytes = SseParserTest.bytes("{}\n{\"done\":true}");
        parser.feed(bytes, bytes.length, events::add);
        assertThat(events).hasSize(1);

        parser.end(events::add);
        assertThat(events.getLast().data()).isEqualTo("{\"done\":true}");
    }

    @Test
    void lineIsBounded_whetherItEndsOrNot() {
        for (String stream : List.of("{\"aaaaaa\":1}\n", "{\"aaaaaa\":1}")) {
            assertThatThrownBy(() -> SseParserTest.parsed(new NdjsonParser(10), SseParserTest.bytes(stream)))
                    .isInstanceOf(StreamFault.class)
                    .hasMessageContaining("allowed 10");
        }
    }
}
