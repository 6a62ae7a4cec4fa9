package io.headgate.worker.call.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.stream.ChunkTexts.Place;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkTextsTest {
    private static final ObjectNode ALL = Chunks.of("""
            {"choices":[{"index":2,"delta":{"role":"assistant","content":"ab","reasoning_content":"c","refusal":null,
              "function_call":{"name":"g","arguments":"d"},
              "tool_calls":[{"index":4,"function":{"name":"fg","arguments":"efg"}},{"custom":{"input":"h"}}]}},
             {"delta":{"content":[{"type":"text","text":"ij"},{"type":"other"}]}}]}""");

    private static List<String> texts(ObjectNode chunk) {
        List<String> seen = new ArrayList<>();
        for (JsonNode choice : chunk.path("choices")) {
            ChunkTexts.each(
                    choice,
                    (place, holder, name, text) -> seen.add(
                            "%d %s %d %s=%s".formatted(place.choice(), place.field(), place.call(), name, text)));
        }
        return seen;
    }

    @Test
    void everyTextHasItsPlace() {
        assertThat(texts(ALL))
                .containsExactly(
                        "2 content -1 content=ab",
                        "2 reasoning_content -1 reasoning_content=c",
                        "2 function_call -1 arguments=d",
                        "2 function 4 arguments=efg",
                        "2 custom 1 input=h",
                        "0 content -1 text=ij");
    }

    @Test
    void charactersAreThoseOfTheTexts_andOfFunctionsNames() {
        assertThat(ChunkTexts.characters(ALL)).isEqualTo(10 + 2);
    }

    @Test
    void textThatIsPutSomewhereIsFoundThere() {
        for (String field : List.of("content", "refusal", "function_call", "function", "custom")) {
            int call = field.equals("function") || field.equals("custom") ? 3 : -1;
            ObjectNode chunk = Chunks.of("{\"choices\":[{\"index\":1,\"delta\":{}}]}");
            new Place(1, field, call).put((ObjectNode) chunk.at("/choices/0/delta"), "x");

            assertThat(texts(chunk))
                    .singleElement()
                    .asString()
                    .startsWith("1 %s %d ".formatted(field, call))
                    .endsWith("=x");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"choices\":7}",
                "{\"choices\":[null,1,\"a\",[],{}]}",
                "{\"choices\":[{\"delta\":null},{\"delta\":[]},{\"index\":\"x\",\"delta\":{\"content\":5}}]}",
                "{\"choices\":[{\"delta\":{\"tool_calls\":{\"a\":1},\"function_call\":2,\"content\":{\"text\":\"\"}}}]}"
            })
    void whateverElseAChunkIsSaysNothing(String chunk) {
        assertThat(texts(Chunks.of(chunk))).isEmpty();
        assertThat(ChunkTexts.characters(Chunks.of(chunk))).isZero();
    }
}
