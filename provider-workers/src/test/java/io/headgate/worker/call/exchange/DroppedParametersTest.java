package io.headgate.worker.call.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Unsupported;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.anthropic.AnthropicWire;
import io.headgate.worker.call.exchange.ScriptedUpstream.Answer;
import io.headgate.worker.call.exchange.WireAdapter.Manner;
import io.headgate.worker.call.wire.WireCalls;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a format has no words for: refused here, or left out and named. */
class DroppedParametersTest {
    private static final Answer ANSWER = Answer.json(
            200,
            "{\"content\":[{\"type\":\"text\",\"text\":\"Canals.\"}],\"stop_reason\":\"end_turn\"}"
                    .getBytes(StandardCharsets.UTF_8));

    private final ScriptedUpstream http = new ScriptedUpstream(ANSWER);
    private final WireCalls calls = new WireCalls(new AnthropicWire());

    @Test
    void isRefused_andNobodyIsCalled_whenStrict() {
        CallOutcome.Refused refused =
                (CallOutcome.Refused) asking("'seed':7,'logit_bias':{'1':2}").whole(http, manner(Unsupported.STRICT));

        assertThat(refused.elsewhereMayHelp()).isTrue();
        assertThat(refused.failure().seen()).isIn("seed", "logit_bias");
        assertThat(http.calls).isEmpty();
    }

    @Test
    void isLeftOutAndNamed_whenDropped() {
        CallOutcome.Completed completed = (CallOutcome.Completed)
                asking("'seed':7,'logit_bias':{'1':2},'stop':['.']").whole(http, manner(Unsupported.DROP));

        assertThat(completed.dropped()).containsExactlyInAnyOrder("seed", "logit_bias");
        assertThat(new String(http.calls.getFirst().body(), StandardCharsets.UTF_8))
                .contains("stop_sequences")
                .doesNotContain("seed", "logit_bias");
    }

    @Test
    void whatIsOfThePromptIsNeverLeftOut() {
        CallOutcome outcome = calls.of(
                        "{'messages':[{'role':'user','content':[{'type':'input_audio','input_audio':{'data':'AA==','format':'wav'}}]}]}")
                .whole(http, manner(Unsupported.DROP));

        assertThat(outcome).isInstanceOf(CallOutcome.Refused.class);
        assertThat(http.calls).isEmpty();
    }

    @Test
    void namesNothing_whenAllIsSaid() {
        CallOutcome.Completed completed =
                (CallOutcome.Completed) asking("'temperature':1").whole(http, manner(Unsupported.DROP));

        assertThat(completed.dropped()).isEmpty();
    }

    private WireCalls asking(String parameters) {
        return calls.of("{'messages':[{'role':'user','content':'Hello'}],%s}".formatted(parameters));
    }

    private static Manner manner(Unsupported unsupported) {
        return new Manner(null, unsupported);
    }
}
