package io.headgate.worker.call.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Unsupported;
import io.headgate.worker.call.chat.Said;
import io.headgate.worker.call.wire.Translation;
import io.headgate.worker.call.wire.WireRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicRequestTest {
    private static final AnthropicWire WIRE = new AnthropicWire();
    private static final String HELLO = "'messages':[{'role':'user','content':'Hello'}]";
    private static final String TOOL = "'tools':[{'type':'function','function':{'name':'f'}}]";
    private static final String CALL =
            "'tool_calls':[{'id':'c','type':'function','function':{'name':'f','arguments':'{}'}}]";

    private static Said say(String fields) {
        return Said.by(WIRE, "claude-sonnet-4-6", "{%s}".formatted(fields));
    }

    private static Said withHello(String fields) {
        return say(HELLO + "," + fields);
    }

    @Test
    void goesToMessages_withKeyAndVersion() {
        WireRequest request = withHello("'stream':true").request();

        assertThat(request.uri()).hasToString("https://provider.test/v1/messages");
        assertThat(request.headers())
                .containsEntry("x-api-key", "key")
                .containsEntry("anthropic-version", "2023-06-01");
    }

    @Test
    void streamsAndSpeaksTheCataloguesVersion() {
        Translation said =
                WIRE.translate(Said.call("m", "{%s}".formatted(HELLO), true, Unsupported.DROP, "2027-01-01"));

        assertThat(new Said(said).at("/stream")).isEqualTo("true");
        assertThat(new Said(said).request().headers()).containsEntry("anthropic-version", "2027-01-01");
    }

    @Test
    void aCapIsAlwaysSaid() {
        assertThat(withHello("'max_tokens':5,'max_completion_tokens':7").at("/max_tokens"))
                .isEqualTo("7");
        assertThat(withHello("'max_tokens':5").at("/max_tokens")).isEqualTo("5");
        assertThat(say(HELLO).at("/max_tokens")).isEqualTo("512");
        assertThat(withHello("'n':4").at("/max_tokens")).isEqualTo("128");
    }

    @Test
    void instructionsGoToTheTop_andConsecutiveMessagesAreOne() {
        Said said = say("'messages':[{'role':'user','content':'a'},{'role':'system','content':'s'},"
                + "{'role':'user','content':'b'},{'role':'assistant','content':''},{'role':'user','content':'c'},"
                + "{'role':'developer','content':[{'type':'text','text':'d'}]}]");

        assertThat(said.at("/system")).isEqualTo("[{'type':'text','text':'s'},{'type':'text','text':'d'}]");
        assertThat(said.at("/messages"))
                .isEqualTo("[{'role':'user','content':[{'type':'text','text':'a'},{'type':'text','text':'b'},"
                        + "{'type':'text','text':'c'}]}]");
    }

    @Test
    void instructionsAloneAreTheUsers() {
        Said said = say("'messages':[{'role':'system','content':'s'}]");

        assertThat(said.at("/system")).isEmpty();
        assertThat(said.at("/messages/0")).isEqualTo("{'role':'user','content':[{'type':'text','text':'s'}]}");
    }

    @Test
    void anAnswerBegunEndsWithoutBlanks() {
        assertThat(say("'messages':[{'role':'user','content':'a'},{'role':'assistant','content':'The \\n'}]")
                        .at("/messages/1/content/0/text"))
                .isEqualTo("'The'");
    }

    @Test
    void resultsOfParallelCallsAreOneMessage() {
        Said said = say(TOOL + ",'messages':[{'role':'user','content':'a'},{'role':'assistant','content':null,"
                + CALL + "},{'role':'tool','tool_call_id':'c','content':'1'},"
                + "{'role':'tool','tool_call_id':'d','content':''},{'role':'user','content':'b'}]");

        assertThat(said.at("/messages/1/content")).isEqualTo("[{'type':'tool_use','id':'c','name':'f','input':{}}]");
        assertThat(said.at("/messages/2/content"))
                .isEqualTo("[{'type':'tool_result','tool_use_id':'c','content':[{'type':'text','text':'1'}]},"
                        + "{'type':'tool_result','tool_use_id':'d'},{'type':'text','text':'b'}]");
    }

    @Test
    void idsOfOtherProvidersAreMadeSayable_forCallAndResultAlike() {
        String call = CALL.replace("'id':'c'", "'id':'functions.f:0'");
        Said said = say("'messages':[{'role':'user','content':'a'},{'role':'assistant'," + call
                + "},{'role':'tool','tool_call_id':'functions.f:0','content':'1'}]");

        assertThat(said.at("/messages/1/content/0/id")).isEqualTo("'functions_f_0'");
        assertThat(said.at("/messages/2/content/0/tool_use_id")).isEqualTo("'functions_f_0'");
    }

    @Test
    void toolsOfThePastAreNamed_andNotOffered() {
        Said said = say("'messages':[{'role':'user','content':'a'},{'role':'assistant'," + CALL
                + "},{'role':'tool','tool_call_id':'c','content':'1'}]");

        assertThat(said.at("/tools/0/name")).isEqualTo("'f'");
        assertThat(said.at("/tool_choice")).isEqualTo("{'type':'none'}");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "'tool_choice':'auto'|``",
                "'tool_choice':'none'|{'type':'none'}",
                "'tool_choice':'required'|{'type':'any'}",
                "'tool_choice':{'type':'function','function':{'name':'f'}}|{'type':'tool','name':'f'}",
                "'parallel_tool_calls':false|{'type':'auto','disable_parallel_tool_use':true}",
                "'parallel_tool_calls':false,'tool_choice':'none'|{'type':'none'}",
                "'tool_choice':{'type':'allowed_tools','allowed_tools':{'mode':'required','tools':"
                        + "[{'type':'function','function':{'name':'f'}}]}}|{'type':'any'}"
            })
    void choicesOfTools(String choice, String said) {
        assertThat(withHello(TOOL + "," + choice).at("/tool_choice")).isEqualTo(said);
    }

    @Test
    void thinkingIsGivenBackAsItCame() {
        String block = "{'type':'thinking','thinking':'hm','signature':'s'}";
        Said said = say("'messages':[{'role':'user','content':'a'},{'role':'assistant','content':'b',"
                + "'reasoning_content':'hm','extra_content':{'anthropic':{'thinking':[" + block + "]}}}]");

        assertThat(said.at("/messages/1/content/0")).isEqualTo(block);
        assertThat(said.dropped()).isEmpty();
    }

    @Test
    void reasoningWithoutSignatureIsLeftOut_alsoStrictly() {
        Said said = Said.strictlyBy(
                WIRE,
                "claude-sonnet-4-6",
                "{'messages':[{'role':'user','content':'a'},{'role':'assistant','content':'b','reasoning_content':'hm'},"
                        + "{'role':'user','content':'c'}]}");

        assertThat(said.dropped()).containsExactly("messages[1].reasoning_content");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "claude-opus-4-7|high|{'type':'adaptive'}|{'effort':'high'}",
                "claude-next|minimal|{'type':'adaptive'}|{'effort':'low'}",
                "claude-opus-4-7|none|{'type':'disabled'}|``",
                "claude-sonnet-4-5-20250929|low|{'type':'enabled','budget_tokens':1024}|``",
                "claude-sonnet-4-20250514|medium|{'type':'enabled','budget_tokens':8192}|``",
                "claude-3-7-sonnet-20250219|high|{'type':'enabled','budget_tokens':10000}|``",
                "claude-3-5-haiku-20241022|high|``|``",
                "claude-haiku-4-5|none|``|``"
            })
    void effortIsSaidAsTheModelHasIt(String model, String effort, String thinking, String output) {
        Said said = Said.by(WIRE, model, "{%s,'max_tokens':20000,'reasoning_effort':'%s'}".formatted(HELLO, effort));

        assertThat(said.at("/thinking")).isEqualTo(thinking);
        assertThat(said.at("/output_config")).isEqualTo(output);
    }

    @Test
    void aBudgetIsDropped_whereThereMayBeNoThinking() {
        String effort = ",'reasoning_effort':'low'";
        assertThat(Said.by(WIRE, "claude-haiku-4-5", "{%s,'max_tokens':2047%s}".formatted(HELLO, effort))
                        .dropped())
                .containsExactly("reasoning_effort");
        assertThat(Said.by(
                                WIRE,
                                "claude-haiku-4-5",
                                "{%s,%s,'tool_choice':'required','max_tokens':9000%s}".formatted(HELLO, TOOL, effort))
                        .dropped())
                .containsExactly("reasoning_effort");
        assertThat(withHello(TOOL + ",'tool_choice':'required','reasoning_effort':'low'")
                        .at("/thinking"))
                .isEmpty();
    }

    @Test
    void whatDoesNotGoTogetherIsDropped() {
        assertThat(withHello("'temperature':0.5,'top_p':0.9").dropped()).containsExactly("top_p");
        assertThat(withHello("'temperature':1.5").dropped()).containsExactly("temperature");
        assertThat(withHello("'temperature':0.5,'top_k':4,'thinking':{'type':'adaptive'}")
                        .dropped())
                .containsExactly("temperature", "top_k");
        assertThat(withHello("'stop':['a',' ']").at("/stop_sequences")).isEqualTo("['a']");
        assertThat(withHello("'stop':['a',' ']").dropped()).containsExactly("stop");
    }

    @Test
    void whatSaysNothingIsNotDropped() {
        assertThat(withHello("'temperature':1.0,'top_p':1,'n':1,'presence_penalty':0.0,'logit_bias':{},'tools':[],"
                                + "'logprobs':false,'store':null,'stream':true,'stream_options':{'include_usage':true},"
                                + "'response_format':{'type':'text'},'parallel_tool_calls':true,'modalities':['text']")
                        .dropped())
                .isEmpty();
    }

    @Test
    void whatCannotBeSaidIsTold() {
        assertThat(withHello("'seed':7,'n':2,'logprobs':true,'frequency_penalty':0.1,'logit_bias':{'1':5},"
                                + "'response_format':{'type':'json_object'},'user':'u'")
                        .dropped())
                .containsExactlyInAnyOrder(
                        "seed", "n", "logprobs", "frequency_penalty", "logit_bias", "response_format");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'messages':[]|messages",
                "'messages':[{'role':'user','content':''}]|messages",
                "'messages':[{'role':'function','content':'x'}]|messages[0].role",
                "'messages':[{'role':'user','content':[{'type':'input_audio','input_audio':{'data':'','format':'wav'}}]}]"
                        + "|messages[0].content[0]",
                "'messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'ftp://x'}}]}]"
                        + "|messages[0].content[0].image_url.url",
                "'messages':[{'role':'user','content':[{'type':'file','file':{'file_id':'f'}}]}]"
                        + "|messages[0].content[0].file.file_id",
                "'messages':[{'role':'assistant','tool_calls':[{'id':'c','function':{'name':'f','arguments':'['}}]}]"
                        + "|messages[0].tool_calls[0].function.arguments",
                "'messages':[{'role':'user','content':'a'}],'temperature':'hot'|temperature",
                "'messages':[{'role':'user','content':'a'}],'tools':[{'type':'custom','custom':{'name':'x'}}]"
                        + "|tools[0].type",
                "'messages':[{'role':'user','content':'a'}],'tool_choice':'required'|tool_choice",
                "'messages':[{'role':'user','content':'a'}],'tool_choice':{'type':'allowed_tools','allowed_tools':"
                        + "{'mode':'required','tools':[]}}|tool_choice",
                "'messages':[{'role':'user','content':'a'}],'tool_choice':7|tool_choice",
                "'messages':[{'role':'user','content':'a'}],'max_tokens':0|max_tokens",
                "'messages':[{'role':'user','content':'a'}],'reasoning_effort':'much'|reasoning_effort"
            })
    void whatIsOfThePromptIsRefused(String bodyAndPath) {
        String[] parts = bodyAndPath.split("\\|", 2);

        assertThat(say(parts[0]).refused()).isEqualTo(parts[1]);
    }

    @Test
    void aParameterIsRefused_whenNoneMayBeDropped() {
        assertThat(Said.strictlyBy(WIRE, "m", "{%s,'seed':7}".formatted(HELLO)).refused())
                .isEqualTo("seed");
    }
}
