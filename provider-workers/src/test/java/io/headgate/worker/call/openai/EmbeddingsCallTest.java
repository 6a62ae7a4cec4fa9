package io.headgate.worker.call.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.anthropic.AnthropicWire;
import io.headgate.worker.call.exchange.ScriptedUpstream;
import io.headgate.worker.call.exchange.ScriptedUpstream.Answer;
import io.headgate.worker.call.exchange.WireAdapter.Manner;
import io.headgate.worker.call.wire.Wire;
import io.headgate.worker.call.wire.WireCalls;
import io.headgate.worker.call.wire.WireJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingsCallTest {
    private static final String TWO =
            "{'object':'list','data':[{'index':0,'embedding':[0.1]},{'index':1,'embedding':'AAAA'}],'model':'small-1'%s}";
    private static final String USAGE = ",'usage':{'prompt_tokens':9,'total_tokens':9}";

    @Test
    void goesToItsOwnAddress_asItCame() {
        ScriptedUpstream http = answering(TWO.formatted(USAGE));

        CallOutcome.Completed completed = (CallOutcome.Completed) call(http, new OpenAiWire(), "['canals','locks']");

        assertThat(http.calls.getFirst().uri().getPath()).endsWith("/v1/embeddings");
        JsonNode sent = WireJson.object(http.calls.getFirst().body()).orElseThrow();
        assertThat(sent.fieldNames()).toIterable().containsExactlyInAnyOrder("model", "input", "encoding_format");
        assertThat(sent.path("model").asText()).isEqualTo("pinned-2026");
        assertThat(completed.response()).isEqualTo(quoted(TWO.formatted(USAGE)));
        assertThat(completed.servedModel()).isEqualTo("small-1");
        assertThat(completed.usage().of(Meter.INPUT)).isEqualTo(9);
        assertThat(completed.usage().outputTokens()).isZero();
        assertThat(completed.usage().source()).isEqualTo(Usage.Source.REPORTED);
    }

    @Test
    void usageThatIsMissingIsTheRoutersEstimate() {
        CallOutcome.Completed completed =
                (CallOutcome.Completed) call(answering(TWO.formatted("")), new OpenAiWire(), "['canals','locks']");

        assertThat(completed.usage().source()).isEqualTo(Usage.Source.ESTIMATED);
        assertThat(completed.usage().of(Meter.INPUT)).isEqualTo(20);
        assertThat(completed.usage().outputTokens()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'canals'", "['a','b','c']", "[1,2]"})
    void fewerOrMoreVectorsThanTexts_areNone(String input) {
        CallOutcome.Unknown unknown =
                (CallOutcome.Unknown) call(answering(TWO.formatted(USAGE)), new OpenAiWire(), input);

        assertThat(unknown.failure().code()).isEqualTo(FailureCode.PROVIDER_GARBAGE);
        assertThat(unknown.usage()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'data':[{'embedding':[]}]}",
                "{'data':[{'embedding':''}]}",
                "{'data':[null]}",
                "{'choices':[{'message':{'content':'Canals'},'finish_reason':'stop'}]}",
                "{}"
            })
    void whatHoldsNoVectorIsNone(String reply) {
        assertThat(call(answering(reply), new OpenAiWire(), "'canals'")).isInstanceOf(CallOutcome.Unknown.class);
    }

    @Test
    void aFormatWithoutEmbeddingsIsNotAsked() {
        ScriptedUpstream nobody = new ScriptedUpstream();

        CallOutcome.Refused refused = (CallOutcome.Refused) call(nobody, new AnthropicWire(), "'canals'");

        assertThat(refused.elsewhereMayHelp()).isTrue();
        assertThat(nobody.calls).isEmpty();
    }

    private static CallOutcome call(ScriptedUpstream http, Wire wire, String input) {
        return new WireCalls(wire)
                .of("{'model':'alias','input':%s,'encoding_format':'float'}".formatted(input))
                .whole(http, Manner.PLAIN);
    }

    private static ScriptedUpstream answering(String body) {
        return new ScriptedUpstream(Answer.json(200, quoted(body).getBytes(StandardCharsets.UTF_8)));
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }
}
