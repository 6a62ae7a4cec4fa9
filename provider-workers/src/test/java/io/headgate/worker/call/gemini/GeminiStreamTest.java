package io.headgate.worker.call.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.worker.call.wire.StreamEvent;
import io.headgate.worker.call.wire.StreamStep;
import io.headgate.worker.call.wire.WireError;
import org.junit.jupiter.api.Test;

class GeminiStreamTest {
    private final GeminiStream stream = new GeminiStream();

    private StreamStep read(String data) {
        return stream.read(StreamEvent.of(data.replace('\'', '"')));
    }

    @Test
    void isWholeOnceEveryCandidateHasItsReason() {
        assertThat(stream.closed().terminal()).isFalse();
        read("{'candidates':[{'content':{'parts':[{'text':'a'}]}},{'index':1,'content':{'parts':[{'text':'b'}]}}]}");
        read("{'candidates':[{'finishReason':'STOP'}]}");
        assertThat(stream.closed().terminal()).isFalse();

        read("{'candidates':[{'index':1,'finishReason':'STOP'}]}");

        assertThat(stream.closed().terminal()).isTrue();
    }

    @Test
    void theRoleComesOnce() {
        String event = "{'candidates':[{'content':{'parts':[{'text':'a'}]}}]}";

        assertThat(read(event).chunks().getFirst().toString()).contains("assistant");
        assertThat(read(event).chunks().getFirst().toString()).doesNotContain("assistant");
    }

    @Test
    void whatIsNoJsonIsUnreadable() {
        assertThat(read("nonsense").error()).isEqualTo(WireError.UNREADABLE);
    }
}
