package io.headgate.worker.call.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.stream.ChunkTexts.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class ChunkRunProperties {
    @Example
    void piecesOfOneTextAndTheirFinishAreOne() {
        ChunkRun run = new ChunkRun(Chunks.content("Hel"));

        assertThat(run.join(Chunks.content("lo"))).isTrue();
        assertThat(run.join(Chunks.finish("stop"))).isTrue();
        assertThat(run.chunks()).isEqualTo(3);
        ObjectNode whole = Chunks.content("Hello");
        ((ObjectNode) whole.at("/choices/0")).put("finish_reason", "stop");
        assertThat(run.chunk()).isEqualTo(whole);
    }

    @Example
    void firstIsGivenBackAsItCame_andIsNeverChanged() {
        ObjectNode first = Chunks.content("a");
        ChunkRun run = new ChunkRun(first);
        assertThat(run.chunk()).isSameAs(first);

        run.join(Chunks.content("b"));
        assertThat(run.chunk().at("/choices/0/delta/content").textValue()).isEqualTo("ab");
        assertThat(first).isEqualTo(Chunks.content("a"));
    }

    @Example
    void anythingElseIsAChunkOfItsOwn() {
        for (ObjectNode other : List.of(
                Chunks.said(1, "content", "b"),
                Chunks.said(0, "reasoning", "b"),
                Chunks.of("{\"choices\":[]}"),
                Chunks.of(
                        "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"b\"}}],\"usage\":{\"completion_tokens\":1}}"),
                Chunks.of("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"b\"},\"logprobs\":{\"content\":[]}}]}"),
                Chunks.of("{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0}]}}]}"))) {
            ChunkRun run = new ChunkRun(Chunks.content("a"));
            assertThat(run.join(other)).as(other.toString()).isFalse();
            assertThat(run.chunk()).isEqualTo(Chunks.content("a"));
            assertThat(new ChunkRun(other).join(Chunks.content("a")))
                    .as(other.toString())
                    .isFalse();
        }
    }

    @Example
    void nothingFollowsAFinish() {
        ChunkRun run = new ChunkRun(Chunks.content("a"));
        run.join(Chunks.finish("stop"));

        assertThat(run.join(Chunks.content("b"))).isFalse();
        assertThat(new ChunkRun(Chunks.finish("stop")).join(Chunks.finish("stop")))
                .isFalse();
    }

    @Property
    void joinedChunksSayWhatTheySaidOneByOne(@ForAll("chunks") List<ObjectNode> chunks) {
        List<ChunkRun> runs = new ArrayList<>();
        for (ObjectNode chunk : chunks) {
            if (runs.isEmpty() || !runs.getLast().join(chunk)) {
                runs.add(new ChunkRun(chunk));
            }
        }

        List<ObjectNode> joined = runs.stream().map(ChunkRun::chunk).toList();
        assertThat(texts(joined)).isEqualTo(texts(chunks));
        assertThat(runs.stream().mapToInt(ChunkRun::chunks).sum()).isEqualTo(chunks.size());
    }

    private static Map<Place, String> texts(List<ObjectNode> chunks) {
        Map<Place, String> texts = new LinkedHashMap<>();
        for (ObjectNode chunk : chunks) {
            for (JsonNode choice : chunk.path("choices")) {
                ChunkTexts.each(choice, (place, holder, name, text) -> texts.merge(place, text, String::concat));
                texts.merge(
                        new Place(0, "finish", 0), choice.path("finish_reason").asText(""), String::concat);
            }
        }
        // A null and none read alike.
        texts.computeIfPresent(new Place(0, "finish", 0), (_, said) -> said.replace("null", ""));
        return texts;
    }

    @Provide
    Arbitrary<List<ObjectNode>> chunks() {
        Arbitrary<ObjectNode> said = Combinators.combine(
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.of("content", "reasoning", "refusal"),
                        Arbitraries.strings().ofMaxLength(5))
                .as(Chunks::said);
        Arbitrary<ObjectNode> others = Arbitraries.of(
                        "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":1,\"function\":{\"arguments\":\"x\"}}]}}]}",
                        "{\"choices\":[],\"usage\":{\"completion_tokens\":3}}",
                        "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"y\"}}]}",
                        "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}")
                .map(Chunks::of);
        return Arbitraries.frequencyOf(Tuple.of(4, said), Tuple.of(1, others))
                .list()
                .ofMaxSize(20);
    }
}
