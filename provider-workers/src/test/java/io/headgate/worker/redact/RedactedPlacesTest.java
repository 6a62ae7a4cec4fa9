package io.headgate.worker.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Detection;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.Redaction.Action;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.RedactionPolicy;
import io.headgate.worker.Samples;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where in a body redaction looks: every text that leaves is masked, or refuses where it has to stay. */
class RedactedPlacesTest {
    private static final String EMAIL = "ada@example.org";
    private static final String CARD = "4111111111111111";
    /** Wherever a JSON Schema may be. */
    private static final List<String> SCHEMAS = List.of(
            "'tools':[{'type':'function','function':{'name':'f','parameters':SCHEMA}}]",
            "'tools':[{'name':'f','input_schema':SCHEMA}]",
            "'functions':[{'name':'f','parameters':SCHEMA}]",
            "'response_format':{'type':'json_schema','json_schema':{'name':'x','schema':SCHEMA}}",
            "'guided_json':SCHEMA");

    private final Redactor redactor = new Redactor(new StrictJson());

    /** The address, alone or among words, is where {@code @} is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'user':'@'",
                "'safety_identifier':'@'",
                "'prompt_cache_key':'of @'",
                "'metadata':{'owner':'of @','type':'@'}",
                "'metadata':'@'",
                "'prediction':{'type':'content','content':'Dear @'}",
                "'prediction':{'type':'content','content':[{'type':'text','text':'Dear @'}]}",
                "'stop':'@'",
                "'stop':['a','@']",
                "'nobody_thought_of_this':'@'",
                "'nobody_thought_of_this':{'type':'x','a':[1,{'b':'to @'}]}",
                "'extra_body':{'note':'@'}",
                "'web_search_options':{'user_location':{'type':'approximate','approximate':{'city':'@'}}}",
                "'tools':[{'type':'function','function':{'name':'f','description':'Mails @.'}}]",
                "'tools':[{'type':'function','name':'f','description':'Mails @.'}]",
                "'tools':[{'type':'custom','custom':{'name':'f','description':'Mails @.'}}]",
                "'tools':[{'type':'mcp','server_label':'@'}]",
                "'tools':{'note':'@'}",
                "'functions':[{'name':'f','description':'Mails @.'}]",
                "'response_format':{'type':'json_schema','json_schema':{'name':'x','description':'Of @.'}}",
                "'input':['a','@']",
                "'messages':[{'role':'assistant','content':null,'tool_calls':[{'id':'c','type':'function',"
                        + "'function':{'name':'f','arguments':'to @'},'note':'@'}]}]",
                "'messages':[{'role':'user','content':[{'type':'text','text':'a','note':'@'}]}]",
            })
    void isMasked_strictOrNot_andRestored(String members) {
        String body = body(members);
        for (boolean strict : new boolean[] {false, true}) {
            Redacted.Cleared cleared = (Redacted.Cleared) redacted(body, Action.MASK, strict);
            assertThat(cleared.body()).isEqualTo(body.replace(EMAIL, "<EMAIL_1>"));
            assertThat(cleared.restore().apply("{\"choices\":[{\"message\":{\"content\":\"<EMAIL_1>\"}}]}"))
                    .contains(EMAIL);
        }
        assertThat(refused(body, Action.BLOCK, false).seen()).isEqualTo("email");
        assertThat(((Redacted.Cleared) redacted(body, Action.REMOVE, false)).pieces())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'description':'Of @.'",
                "'title':'@'",
                "'$comment':'@'",
                "'default':'@'",
                "'examples':['@']",
                "'x-note':{'a':'@'}",
                "'properties':{'a':{'description':'Of @.'}}",
                "'properties':{'enum':{'description':'Of @.'}}",
                "'properties':{'properties':{'properties':{'a':{'title':'@'}}}}",
                "'$defs':{'a':{'description':'Of @.'}}",
                "'items':{'description':'Of @.'}",
                "'prefixItems':[{'description':'Of @.'}]",
                "'anyOf':[{'type':'string'},{'description':'Of @.'}]",
                "'not':{'if':{'then':{'title':'@'}}}",
                "'additionalProperties':{'description':'Of @.'}",
            })
    void whatDescribesIsMasked_inSchemasOfToolsAndAnswers(String keywords) {
        for (String place : SCHEMAS) {
            isMasked_strictOrNot_andRestored(place.replace("SCHEMA", "{'type':'object'," + keywords + "}"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'enum':['a','@']",
                "'const':'@'",
                "'const':{'a':['@']}",
                "'const':{'@':1}",
                "'properties':{'@':{'type':'string'}}",
                "'properties':{'a':{'enum':['@']}}",
                "'required':['@']",
                "'pattern':'^@$'",
                "'$ref':'#/$defs/@'",
                "'$defs':{'@':true}",
                "'dependentRequired':{'a':['@']}",
                "'@':'a'",
            })
    void whatAnswersAreHeldAgainstStays_andStrictRefuses(String keywords) {
        for (String place : SCHEMAS) {
            stays_andStrictRefuses(place.replace("SCHEMA", "{'type':'object'," + keywords + "}"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'messages':[{'role':'user','name':'@','content':'a'}]",
                "'messages':[{'role':'@','content':'a'}]",
                "'messages':[{'role':'tool','tool_call_id':'@','content':'a'}]",
                "'messages':[{'role':'assistant','tool_calls':[{'id':'@','function':{'name':'f','arguments':''}}]}]",
                "'messages':[{'role':'assistant','tool_calls':[{'id':'c','function':{'name':'@','arguments':''}}]}]",
                "'messages':[{'role':'assistant','tool_calls':[{'id':'c','custom':{'name':'@','input':''}}]}]",
                "'messages':[{'role':'assistant','function_call':{'name':'@','arguments':''}}]",
                "'messages':[{'role':'user','content':[{'type':'text','text':'a','cache_control':{'type':'@'}}]}]",
                "'tools':[{'type':'function','function':{'name':'@'}}]",
                "'tools':[{'type':'custom','custom':{'name':'f','format':{'type':'grammar','definition':'@'}}}]",
                "'tool_choice':{'type':'function','function':{'name':'@'}}",
                "'function_call':{'name':'@'}",
                "'response_format':{'type':'json_schema','json_schema':{'name':'@'}}",
                "'guided_choice':['a','@']",
                "'reasoning_effort':'@'",
                "'service_tier':'@'",
                "'audio':{'voice':'@'}",
                "'metadata':{'@':'a'}",
                "'nobody_thought_of_this':{'a':{'@':1}}",
                "'@':1",
            })
    void stays_andStrictRefuses(String members) {
        String body = body(members);
        assertThat(((Redacted.Cleared) redacted(body, Action.MASK, false)).body())
                .isSameAs(body);
        Failure failure = refused(body, Action.MASK, true);
        assertThat(failure.seen()).isEqualTo("email");
        assertThat(failure.message()).contains("cannot be masked where it is");
        assertThat(failure.toString()).doesNotContain(EMAIL);
        // What blocks is not to leave, wherever it is.
        assertThat(refused(body, Action.BLOCK, false).seen()).isEqualTo("email");
        assertThat(refused(body, Action.REMOVE, true).seen()).isEqualTo("email");
    }

    @Test
    void aNumberStays_andStrictRefuses_whereItIsNoParameter() {
        for (String members : List.of("'metadata':{'card':%s}", "'tools':[{'name':'f','parameters':{'minimum':%s}}]")) {
            String body = body(members.formatted(CARD));
            assertThat(((Redacted.Cleared) redacted(body, Action.MASK, false)).body())
                    .isSameAs(body);
            assertThat(refused(body, Action.MASK, true).seen()).isEqualTo("card");
        }
        String seeded = body("'seed':%s,'logit_bias':{'1':-100},'temperature':0.10".formatted(CARD));
        assertThat(((Redacted.Cleared) redacted(seeded, Action.BLOCK, true)).body())
                .isSameAs(seeded);
    }

    @Test
    void whatDoesNotLeaveIsNotLookedAt() {
        String body = body("'model':'@','stream_options':{'note':'@'}");
        assertThat(((Redacted.Cleared) redacted(body, Action.BLOCK, true)).body())
                .isSameAs(body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'messages':[{'content':[{'type':'image_url','image_url':{'url':'data:image/png;base64,@'}}]}]",
                "'messages':[{'content':[{'type':'input_audio','input_audio':{'data':'@','format':'wav'}}]}]",
                "'messages':[{'content':[{'type':'file','file':{'file_data':'data:a/b;base64,@'}}]}]",
                "'messages':[{'role':'assistant','extra_content':{'anthropic':{'thinking':'@'}}}]",
                "'messages':[{'role':'assistant','reasoning_details':[{'text':'@'}]}]",
                "'messages':[{'role':'assistant','tool_calls':[{'id':'c','function':{'name':'f'},"
                        + "'extra_content':{'google':{'thought_signature':'@'}}}]}]",
                "'nobody_thought_of_this':['data:text/plain;base64,@']",
                "'metadata':{'image':'DATA:;base64,@'}",
            })
    void whatCannotBeLookedIntoStays_andStrictRefuses(String members) {
        String body = body(members);
        assertThat(((Redacted.Cleared) redacted(body, Action.BLOCK, false)).body())
                .isSameAs(body);
        Failure failure = refused(body, Action.MASK, true);
        assertThat(failure.message()).contains("cannot look into");
        assertThat(failure.toString()).doesNotContain(EMAIL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'messages':'to @'",
                "'messages':['to @']",
                "'messages':[{'content':{'text':'@'}}]",
                "'messages':[{'content':[{'text':'of no type, @'}]}]",
                "'messages':[{'content':[{'type':'input_text','text':'@'}]}]",
                "'messages':[{'content':[{'type':'file','file':{'file_id':'f','filename':'@'}}]}]",
                "'messages':[{'content':'a','annotations':[{'title':'@'}]}]",
                "'messages':[{'tool_calls':[{'function':{'name':'f','arguments':{'to':'@'}}}]}]",
                "'input':[{'text':'@'}]",
            })
    void whatIsOfAnUnknownShapeIsMaskedAsFarAsItHasTexts_andStrictRefuses(String members) {
        String body = body(members);
        assertThat(((Redacted.Cleared) redacted(body, Action.MASK, false)).body())
                .isEqualTo(body.replace(EMAIL, "<EMAIL_1>"));
        assertThat(refused(body, Action.MASK, true).message()).contains("cannot look into");
    }

    @Test
    void aNameThatMayBeSomethingIsNotToldInARefusal() {
        String body = body("'messages':[{'content':'a','" + EMAIL + "':1}]");
        assertThat(refused(body, Action.MASK, true).seen()).isEqualTo("messages[0].…");
    }

    @Test
    void aPlaceholderAmongFixedValuesIsNotTakenForOurs() {
        String body = body("'messages':[{'role':'user','content':'@'}],"
                + "'tools':[{'name':'f','parameters':{'enum':['<EMAIL_1>']}}]");
        Redacted.Cleared cleared = (Redacted.Cleared) redacted(body, Action.MASK, true);
        assertThat(cleared.body()).contains("\"content\":\"<EMAIL_2>\"", "[\"<EMAIL_1>\"]");
        assertThat(cleared.restore().apply("{\"choices\":[{\"message\":{\"content\":\"<EMAIL_1> <EMAIL_2>\"}}]}"))
                .contains("<EMAIL_1> " + EMAIL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CiQB0dHQ+Zq8/3vmJ1kM7bX2wYpLr9sTfUeHgNcVoA5iDq6w==",
                "AVSoXO4-cGxh_bmV0YXJ5LXNpZ25hdHVyZS1vZi10aG91Z2h0cw"
            })
    void signatureThatAProviderWantsBack_isLeft_alsoWhereStrict(String signature) {
        for (String members : List.of(
                "'messages':[{'role':'assistant','tool_calls':[{'id':'c','function':{'name':'f','arguments':'{}'},"
                        + "'extra_content':{'google':{'thought_signature':'%s'}}}]}]",
                "'messages':[{'role':'assistant','content':'a','extra_content':{'google':{'thought_signature':'%s'}}}]")) {
            String body = body(members.formatted(signature));
            assertThat(((Redacted.Cleared) redacted(body, Action.BLOCK, true)).body())
                    .isSameAs(body);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'google':{'thought_signature':'short=='}}",
                "{'google':{'thought_signature':'4111111111111111411111111111111141111111111111111'}}",
                "{'google':{'thought_signature':'my dear friend, this is no base64 at all, and long enough'}}",
                "{'google':{'thought_signature':'sk-ant-api03-aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9f'}}",
                "{'google':{'thought_signature':'CiQB0dHQ+Zq8/3vmJ1kM7bX2wYpLr9sTfUeHgNcVoA5iDq6w==','note':'x'}}",
                "{'google':{'thought_signature':'CiQB0dHQ+Zq8/3vmJ1kM7bX2wYpLr9sTfUeHgNcVoA5iDq6w=='},'other':1}",
                "{'acme':{'thought_signature':'CiQB0dHQ+Zq8/3vmJ1kM7bX2wYpLr9sTfUeHgNcVoA5iDq6w=='}}",
                "{'google':{'thought_signature':['CiQB0dHQ+Zq8/3vmJ1kM7bX2wYpLr9sTfUeHgNcVoA5iDq6w==']}}",
            })
    void whatOnlyStandsWhereASignatureMay_isRefusedWhereStrict(String extra) {
        String body = body("'messages':[{'role':'assistant','content':'a','extra_content':%s}]".formatted(extra));
        assertThat(refused(body, Action.MASK, true).message()).contains("cannot look into");
    }

    /** What a provider has signed still has them. */
    @Test
    void numbersOfPlaceholdersStayTheSame_fromTurnToTurn() {
        String body = body("'messages':[{'role':'user','content':'@'},{'role':'assistant','content':'a',"
                + "'extra_content':{'anthropic':{'thinking':[{'thinking':'<EMAIL_1>','signature':'s'}]}}}]");
        assertThat(((Redacted.Cleared) redacted(body, Action.MASK, false)).body())
                .contains("\"content\":\"<EMAIL_1>\"");
    }

    @Test
    void ownPatternsAreHeldAgainstWhatStays() {
        Detection own = new Detection(Map.of("project", "P-[a-z]+"), Set.of(), null);
        Redactor with = new Redactor(new StrictJson(), () -> own, NameDetector.NONE);
        String body = body("'tools':[{'name':'f','description':'of P-canal','parameters':{'const':'P-lock'}}]");
        RedactionPolicy lenient = new RedactionPolicy(new Redaction(Set.of("project"), Action.MASK), false);
        RedactionPolicy strict = new RedactionPolicy(lenient.redaction(), true);
        assertThat(((Redacted.Cleared) with.redact(Samples.request("r-1", Instant.EPOCH, body), lenient)).body())
                .isEqualTo(body.replace("P-canal", "<PROJECT_1>"));
        assertThat(with.redact(Samples.request("r-1", Instant.EPOCH, body), strict))
                .isInstanceOfSatisfying(
                        Redacted.Refused.class,
                        refused -> assertThat(refused.failure().seen()).isEqualTo("project"));
    }

    /** It reads prose, and of names of functions and fields it would make people. */
    @Test
    void aDetectorIsShownWhatPeopleWrote() {
        List<String> shown = new ArrayList<>();
        NameDetector detector = (_, _, texts) -> {
            shown.addAll(texts);
            return new NameDetector.Answer.Found(Map.of("Bob", List.of(new Span(0, 3, "person"))));
        };
        Detection.Detector service = new Detection.Detector(
                URI.create("http://detector.test"),
                Set.of("PERSON"),
                "en",
                Duration.ofSeconds(1),
                Detection.OnFailure.BLOCK,
                true);
        Redactor with = new Redactor(new StrictJson(), () -> new Detection(Map.of(), Set.of(), service), detector);
        String body = body("'messages':[{'role':'user','name':'Bob','content':'Hi'}],'tools':[{'name':'Alice',"
                + "'description':'Asks.','parameters':{'properties':{'Carol':{'enum':['Dave']}}}}]");
        RedactionPolicy strict = new RedactionPolicy(new Redaction(Set.of("person"), Action.MASK), true);
        Redacted redacted = with.redact(Samples.request("r-1", Instant.EPOCH, body), strict);
        assertThat(shown).containsExactlyInAnyOrder("Hi", "Bob", "Asks.", "Dave");
        assertThat(redacted)
                .isInstanceOfSatisfying(
                        Redacted.Refused.class,
                        refused -> assertThat(refused.failure().seen()).isEqualTo("person"));
    }

    private static String body(String members) {
        return ("{" + members + "}").replace('\'', '"').replace("@", EMAIL);
    }

    private Redacted redacted(String body, Action action, boolean strict) {
        RedactionPolicy policy = new RedactionPolicy(new Redaction(Redaction.ENTITIES, action), strict);
        return redactor.redact(Samples.request("r-1", Instant.EPOCH, body), policy);
    }

    private Failure refused(String body, Action action, boolean strict) {
        Redacted redacted = redacted(body, action, strict);
        assertThat(redacted).isInstanceOf(Redacted.Refused.class);
        Failure failure = ((Redacted.Refused) redacted).failure();
        assertThat(failure.code()).isEqualTo(FailureCode.REDACTION_REFUSED);
        return failure;
    }
}
