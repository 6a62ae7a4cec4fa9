package io.headgate.worker.call.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Unsupported;
import io.headgate.worker.call.chat.Said;
import io.headgate.worker.call.wire.WireJson;
import io.headgate.worker.call.wire.WireRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiRequestTest {
    private static final GeminiWire WIRE = new GeminiWire();
    private static final String HELLO = "'messages':[{'role':'user','content':'Hello'}]";
    private static final String TOOL = "'tools':[{'type':'function','function':{'name':'f'}}]";
    private static final String CALL =
            "'tool_calls':[{'id':'c','type':'function','function':{'name':'f','arguments':'{}'}}]";

    private static Said say(String fields) {
        return Said.by(WIRE, "gemini-3-flash", "{%s}".formatted(fields));
    }

    private static Said withHello(String fields) {
        return say(HELLO + "," + fields);
    }

    @Test
    void theModelIsInThePath_escaped() {
        WireRequest whole = say(HELLO).request();
        WireRequest streamed = new Said(
                        WIRE.translate(Said.call("tuned/m 1?", "{%s}".formatted(HELLO), true, Unsupported.DROP, null)))
                .request();

        assertThat(whole.uri()).hasToString("https://provider.test/v1/models/gemini-3-flash:generateContent");
        assertThat(streamed.uri())
                .hasToString("https://provider.test/v1/models/tuned%2Fm%201%3F:streamGenerateContent?alt=sse");
        assertThat(whole.headers()).containsOnly(Map.entry("x-goog-api-key", "key"));
    }

    @Test
    void instructionsAndConsecutiveMessages() {
        Said said = say("'messages':[{'role':'system','content':'s'},{'role':'user','content':'a'},"
                + "{'role':'user','content':'b'},{'role':'assistant','content':'c'},{'role':'user','content':''}]");

        assertThat(said.at("/systemInstruction")).isEqualTo("{'parts':[{'text':'s'}]}");
        assertThat(said.at("/contents"))
                .isEqualTo("[{'role':'user','parts':[{'text':'a'},{'text':'b'}]},"
                        + "{'role':'model','parts':[{'text':'c'}]}]");
        assertThat(say("'messages':[{'role':'system','content':'s'}]").at("/contents/0"))
                .isEqualTo("{'role':'user','parts':[{'text':'s'}]}");
    }

    @Test
    void aResultNamesItsFunction_andIsAnObject() {
        Said said = say("'messages':[{'role':'user','content':'a'},{'role':'assistant'," + CALL
                + "},{'role':'tool','tool_call_id':'c','content':'12'}]");

        assertThat(said.at("/contents/2/parts/0/functionResponse"))
                .isEqualTo("{'id':'c','name':'f','response':{'output':'12'}}");
    }

    @Test
    void aCallOfAnotherModelsHasAStandInForItsSignature_whereOneIsWanted() {
        String body = "{'messages':[{'role':'user','content':'a'},{'role':'assistant'," + CALL
                + "},{'role':'tool','tool_call_id':'c','content':'1'}]}";

        assertThat(Said.by(WIRE, "gemini-3-pro", body).at("/contents/1/parts/0/thoughtSignature"))
                .isEqualTo("'skip_thought_signature_validator'");
        assertThat(Said.by(WIRE, "gemini-2.5-pro", body).at("/contents/1/parts/0/thoughtSignature"))
                .isEmpty();
    }

    @Test
    void signaturesAreGivenBack() {
        String extra = "'extra_content':{'google':{'thought_signature':'%s'}}";
        Said said = say("'messages':[{'role':'user','content':'a'},{'role':'assistant','content':'b',"
                + extra.formatted("of-text") + ",'tool_calls':[{'id':'c','type':'function',"
                + "'function':{'name':'f','arguments':'{}'}," + extra.formatted("of-call")
                + "}]},{'role':'tool','tool_call_id':'c','content':'{\\\"n\\\":1}'}]");

        assertThat(said.at("/contents/1/parts/0/thoughtSignature")).isEqualTo("'of-text'");
        assertThat(said.at("/contents/1/parts/1/thoughtSignature")).isEqualTo("'of-call'");
        assertThat(said.at("/contents/2/parts/0/functionResponse/response")).isEqualTo("{'n':1}");
        assertThat(said.dropped()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "'tool_choice':'auto'|``",
                "'tool_choice':'none'|{'mode':'NONE'}",
                "'tool_choice':'required'|{'mode':'ANY'}",
                "'tool_choice':{'type':'function','function':{'name':'f'}}|{'mode':'ANY','allowedFunctionNames':['f']}"
            })
    void choicesOfTools(String choice, String said) {
        assertThat(withHello(TOOL + "," + choice).at("/toolConfig/functionCallingConfig"))
                .isEqualTo(said);
    }

    @Test
    void aStrictFunctionIsValidated() {
        assertThat(withHello("'tools':[{'type':'function','function':{'name':'f','strict':true}}]")
                        .at("/toolConfig/functionCallingConfig"))
                .isEqualTo("{'mode':'VALIDATED'}");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "gemini-2.5-flash|none|{'thinkingBudget':0}",
                "gemini-2.5-flash|minimal|{'thinkingBudget':1024}",
                "gemini-2.5-pro|medium|{'thinkingBudget':8192}",
                "gemini-2.5-pro|xhigh|{'thinkingBudget':24576}",
                "gemini-3-flash|minimal|{'thinkingLevel':'minimal'}",
                "gemini-flash-latest|xhigh|{'thinkingLevel':'high'}",
                "gemini-3-pro|none|{'thinkingLevel':'minimal'}"
            })
    void effortIsSaidAsTheModelHasIt(String model, String effort, String thinking) {
        Said said = Said.by(WIRE, model, "{%s,'reasoning_effort':'%s'}".formatted(HELLO, effort));

        assertThat(said.at("/generationConfig/thinkingConfig")).isEqualTo(thinking);
    }

    @Test
    void theProvidersOwnWordsOnThinkingAreSaid() {
        Said said = withHello("'reasoning_effort':'low','extra_body':{'google':{'thinking_config':"
                + "{'thinking_budget':-1,'include_thoughts':true},'cached_content':'x'}}");

        assertThat(said.at("/generationConfig/thinkingConfig"))
                .isEqualTo("{'thinkingBudget':-1,'includeThoughts':true}");
        assertThat(said.dropped()).containsExactlyInAnyOrder("reasoning_effort", "extra_body.google.cached_content");
    }

    @Test
    void nearlyAllParametersAreSaid() {
        Said said = withHello("'temperature':0.10,'top_p':0.5,'top_k':4,'n':2,'seed':7,'presence_penalty':1,"
                + "'frequency_penalty':-1,'stop':'x','logprobs':true,'top_logprobs':3,'max_tokens':9,"
                + "'response_format':{'type':'json_object'}");

        assertThat(said.dropped()).isEmpty();
        assertThat(said.body().path("generationConfig"))
                .isEqualTo(WireJson.object("""
                {"maxOutputTokens": 9, "temperature": 0.10, "topP": 0.5, "topK": 4, "candidateCount": 2, "seed": 7,
                 "presencePenalty": 1, "frequencyPenalty": -1, "stopSequences": ["x"], "responseLogprobs": true,
                 "logprobs": 3, "responseMimeType": "application/json"}""").orElseThrow());
    }

    @Test
    void whatCannotBeSaidIsTold() {
        assertThat(withHello(TOOL + ",'parallel_tool_calls':false,'seed':5000000000,'user':'u','logit_bias':{'1':5}")
                        .dropped())
                .containsExactlyInAnyOrder("parallel_tool_calls", "seed", "user", "logit_bias");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'messages':[]|messages",
                "'messages':[{'role':'tool','tool_call_id':'c','content':'x'}]|messages[0].tool_call_id",
                "'messages':[{'role':'system','content':[{'type':'image_url','image_url':{'url':'https://x'}}]}]"
                        + "|messages[0].content[0]",
                "'messages':[{'role':'user','content':[{'type':'video','video':{}}]}]|messages[0].content[0].type",
                "'messages':[{'role':'user','content':'a'}],'n':-1|n"
            })
    void whatIsOfThePromptIsRefused(String bodyAndPath) {
        String[] parts = bodyAndPath.split("\\|", 2);

        assertThat(say(parts[0]).refused()).isEqualTo(parts[1]);
    }
}
