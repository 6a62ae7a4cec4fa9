package io.headgate.worker.call.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.wire.WireJson;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ChunkAccumulatorTest {
    private final ChunkAccumulator chunks = new ChunkAccumulator(1_000);

    @Property
    void textIsWhatItsPiecesAre_howeverChoicesAndCallsInterleave(
            @ForAll @Size(max = 40) List<@IntRange(max = 3) Integer> order) {
        ChunkAccumulator accumulator = new ChunkAccumulator(100_000);
        for (int i = 0; i < order.size(); i++) {
            int choice = order.get(i) / 2;
            int call = order.get(i) % 2;
            accumulator.add(chunk(choice, "\"content\":\"%d,\"".formatted(i)));
            accumulator.add(chunk(
                    choice, "\"tool_calls\":[{\"index\":%d,\"function\":{\"arguments\":\"%d,\"}}]".formatted(call, i)));
        }

        for (JsonNode choice : accumulator.completion(null).path("choices")) {
            int index = choice.path("index").intValue();
            assertThat(choice.at("/message/content").textValue()).isEqualTo(said(order, index * 2, index * 2 + 1));
            int least = order.contains(index * 2) ? index * 2 : index * 2 + 1;
            assertThat(choice.at("/message/tool_calls/0/function/arguments").textValue())
                    .isEqualTo(said(order, least, least));
        }
    }

    private static String said(List<Integer> order, int from, int to) {
        return IntStream.range(0, order.size())
                .filter(i -> order.get(i) >= from && order.get(i) <= to)
                .mapToObj(i -> i + ",")
                .collect(Collectors.joining());
    }

    @Test
    void callsWithoutIndexAreToldApartByTheirIds() {
        chunks.add(chunk(0, "\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"look\",\"arguments\":\"{\"}}]"));
        chunks.add(chunk(0, "\"tool_calls\":[{\"function\":{\"arguments\":\"}\"}}]"));
        chunks.add(chunk(0, "\"tool_calls\":[{\"id\":\"b\",\"function\":{\"name\":\"dig\",\"arguments\":\"{}\"}}]"));

        assertThat(message().path("tool_calls").toString())
                .isEqualTo(
                        "[{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"look\",\"arguments\":\"{}\"}},"
                                + "{\"id\":\"b\",\"type\":\"function\",\"function\":{\"name\":\"dig\",\"arguments\":\"{}\"}}]");
    }

    @Test
    void aNameThatIsRepeatedIsSaidOnce_andOneInPiecesIsPutTogether() {
        for (String name : List.of("lo", "ok", "look")) {
            chunks.add(chunk(0, "\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"%s\"}}]".formatted(name)));
        }

        assertThat(message().at("/tool_calls/0/function/name").textValue()).isEqualTo("look");
    }

    @Test
    void whatComesWholeIsKept_asTheProviderHasIt() {
        chunks.add(
                chunk(0, "\"annotations\":[{\"cost\":1.50}],\"function_call\":{\"name\":\"f\",\"arguments\":\"{\"}"));
        chunks.add(chunk(0, "\"function_call\":{\"arguments\":\"}\"},\"refusal\":\"No\""));
        chunks.add(chunk(0, "\"refusal\":\".\",\"role\":\"system\""));

        assertThat(message().toString())
                .isEqualTo("{\"role\":\"assistant\",\"content\":null,\"refusal\":\"No.\","
                        + "\"annotations\":[{\"cost\":1.50}],\"function_call\":{\"name\":\"f\",\"arguments\":\"{}\"}}");
    }

    @Test
    void otherToolsThanFunctionsAndTextsInPartsComeInPiecesToo() {
        chunks.add(
                chunk(0, "\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"custom\":{\"name\":\"sh\",\"input\":\"l\"}}]"));
        chunks.add(chunk(0, "\"tool_calls\":[{\"index\":0,\"custom\":{\"input\":\"s\"}}]"));
        chunks.add(chunk(0, "\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"text\":\"Hm\"}]}]"));
        chunks.add(chunk(0, "\"content\":[{\"type\":\"text\",\"text\":\"A\"}]"));

        assertThat(message().at("/tool_calls/0").toString())
                .isEqualTo("{\"id\":\"a\",\"type\":\"custom\",\"custom\":{\"name\":\"sh\",\"input\":\"ls\"}}");
        assertThat(message().path("content").textValue()).isEqualTo("A");
        assertThat(message().path("reasoning_content").textValue()).isEqualTo("Hm");
    }

    @Test
    void refusesMoreThanIsAllowed_whereverItIsSaid() {
        String long600 = "x".repeat(600);
        assertThat(chunks.add(chunk(0, "\"content\":\"%s\"".formatted(long600))))
                .isTrue();
        assertThat(chunks.add(chunk(1, "\"reasoning_content\":\"%s\"".formatted(long600))))
                .isFalse();

        ChunkAccumulator calls = new ChunkAccumulator(1_000);
        boolean allowed = true;
        for (int i = 0; i < 100 && allowed; i++) {
            allowed = calls.add(chunk(0, "\"tool_calls\":[{\"index\":%d}]".formatted(i)));
        }
        assertThat(allowed).isFalse();
    }

    private JsonNode message() {
        return chunks.completion(null).at("/choices/0/message");
    }

    private static ObjectNode chunk(int choice, String delta) {
        return WireJson.object("{\"choices\":[{\"index\":%d,\"delta\":{%s}}]}".formatted(choice, delta))
                .orElseThrow();
    }
}
