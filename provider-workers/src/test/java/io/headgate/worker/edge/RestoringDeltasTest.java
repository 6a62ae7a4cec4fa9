package io.headgate.worker.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.RedactionPolicy;
import io.headgate.worker.Samples;
import io.headgate.worker.call.stream.Chunks;
import io.headgate.worker.call.stream.Deltas;
import io.headgate.worker.redact.PieceRestorer;
import io.headgate.worker.redact.Redacted;
import io.headgate.worker.redact.Redactor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestoringDeltasTest {
    private static final String PROMPT =
            "{\"model\":\"fast\",\"messages\":[{\"role\":\"user\",\"content\":\"mail ada@example.org\"}]}";

    private final List<ObjectNode> shown = new ArrayList<>();
    private final List<Boolean> ends = new ArrayList<>();
    private final RestoringDeltas deltas = new RestoringDeltas(restorer(), new Deltas.Sink() {
        @Override
        public void accept(ObjectNode chunk) {
            shown.add(chunk);
        }

        @Override
        public void ended(boolean whole) {
            ends.add(whole);
        }
    });

    /** Of a prompt with one address: {@code <EMAIL_1>} stands for ada@example.org. */
    private static PieceRestorer restorer() {
        RedactionPolicy policy = new RedactionPolicy(new Redaction(Set.of("email"), Redaction.Action.MASK), false);
        Redacted redacted = new Redactor(new StrictJson()).redact(Samples.request("r1", Instant.now(), PROMPT), policy);
        return Objects.requireNonNull(((Redacted.Cleared) redacted).pieces());
    }

    private List<String> said(String field) {
        return shown.stream()
                .map(chunk -> chunk.at("/choices/0/delta/" + field).asText("-"))
                .toList();
    }

    @Test
    void placeholderThatIsSplitIsRestored() {
        for (String piece : List.of("to <E", "MAIL", "_1", "> now")) {
            deltas.accept(Chunks.content(piece));
        }
        deltas.ended(true);

        assertThat(said("content")).containsExactly("to ", "", "", "ada@example.org now");
        assertThat(ends).containsExactly(true);
    }

    @Test
    void chunkThatCameIsNotChanged() {
        ObjectNode chunk = Chunks.content("<EMAIL_1>");
        deltas.accept(chunk);

        assertThat(chunk).isEqualTo(Chunks.content("<EMAIL_1>"));
        assertThat(said("content")).containsExactly("ada@example.org");
    }

    @Test
    void textsOfOtherPlacesDoNotMix() {
        deltas.accept(Chunks.content("<EMA"));
        deltas.accept(Chunks.said(1, "content", "IL_1>"));
        deltas.accept(Chunks.said(0, "reasoning", "IL_1>"));
        deltas.accept(Chunks.content("IL_1>"));

        assertThat(said("content")).containsExactly("", "IL_1>", "-", "ada@example.org");
        assertThat(said("reasoning")).containsExactly("-", "-", "IL_1>", "-");
    }

    @Test
    void whatIsHeldBackIsShown_beforeItsChoiceFinishes() {
        deltas.accept(Chunks.content("a <EMAIL"));
        deltas.accept(Chunks.finish("stop"));

        assertThat(said("content")).containsExactly("a ", "<EMAIL", "-");
        assertThat(shown.get(1).path("id").asText()).isEqualTo("c-1");
        assertThat(shown.getLast().at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void whatIsHeldBackIsShown_whenTheReplyWasCut() {
        deltas.accept(Chunks.of("{\"id\":\"c-1\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":"
                + "[{\"index\":2,\"function\":{\"arguments\":\"{<\"}}]}}]}"));
        deltas.ended(false);

        assertThat(said("tool_calls/0/function/arguments")).containsExactly("{", "<");
        assertThat(shown.getLast().at("/choices/0/delta/tool_calls/0/index").asInt())
                .isEqualTo(2);
        assertThat(ends).containsExactly(false);
    }
}
