package io.headgate.worker.call.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpReplyTest {
    @Test
    void idOfTheProvider_isTheFirstThatSaysAnything() {
        assertThat(HttpReply.requestId(Map.of("x-request-id", "req_1", "x-generation-id", "gen_1")))
                .isEqualTo("req_1");
        assertThat(HttpReply.requestId(Map.of("x-request-id", " ", "request-id", "req_2")))
                .isEqualTo("req_2");
        assertThat(HttpReply.requestId(Map.of("server", "gate"))).isNull();
    }
}
