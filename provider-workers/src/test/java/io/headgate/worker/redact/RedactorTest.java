package io.headgate.worker.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.headgate.schemas.catalog.Detection;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.Redaction.Action;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.RedactionPolicy;
import io.headgate.worker.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private static final String CARD = "4111 1111 1111 1111";
    private static final String BODY = """
            {"model":"fast","temperature":0.10,"messages":[\
            {"role":"system","content":"Answer ada@example.org only."},\
            {"role":"user","content":[{"type":"text","text":"I am ada@example.org, not bob@example.org"}]},\
            {"role":"assistant","tool_calls":[{"id":"ada@example.org","type":"function",\
            "function":{"name":"pay","arguments":"{\\"card\\":\\"4111 1111 1111 1111\\"}"}}]}]}""";

    private final Redactor redactor = new Redactor(new StrictJson());

    @Test
    void everyTextIsMasked_theSameValueTheSameWay_andNoStructure() {
        String masked = cleared(BODY, policy(Action.MASK, false)).body();
        assertThat(masked)
                .isEqualTo(BODY.replace("\"Answer ada@example.org", "\"Answer <EMAIL_1>")
                        .replace("I am ada@example.org, not bob@example.org", "I am <EMAIL_1>, not <EMAIL_2>")
                        .replace(CARD, "<CARD_1>"));
    }

    @Test
    void theAnswerIsRestored_inItsTextsOnly() {
        Redacted.Cleared cleared = cleared(BODY, policy(Action.MASK, false));
        String answer = """
                {"id":"<EMAIL_1>","choices":[{"index":0,"message":{"role":"assistant","content":"Hi <EMAIL_1>, <EMAIL_3>",\
                "tool_calls":[{"id":"<EMAIL_1>","function":{"name":"<CARD_1>","arguments":"{\\"c\\":\\"<CARD_1>\\"}"}}]}}]}""";
        assertThat(cleared.restore().apply(answer))
                .isEqualTo(answer.replace("Hi <EMAIL_1>", "Hi ada@example.org")
                        .replace("\\\"<CARD_1>\\\"", "\\\"" + CARD + "\\\""));
        assertThat(cleared.restore().apply("no JSON <EMAIL_1>")).isEqualTo("no JSON <EMAIL_1>");
    }

    @Test
    void whatIsRemovedDoesNotComeBack() {
        Redacted.Cleared cleared = cleared(BODY, policy(Action.REMOVE, false));
        assertThat(cleared.body()).doesNotContain("Answer ada@", CARD);
        String answer = "{\"choices\":[{\"message\":{\"content\":\"<EMAIL_1>\"}}]}";
        assertThat(cleared.restore().apply(answer)).isEqualTo(answer);
    }

    @Test
    void blockRefuses_sayingWhatKindAndNothingOfIt() {
        Failure failure = refused(BODY, policy(Action.BLOCK, false));
        assertThat(failure.code()).isEqualTo(FailureCode.REDACTION_REFUSED);
        assertThat(failure.seen()).isEqualTo("email, card");
        assertThat(failure.toString()).doesNotContain("ada@", "4111");
    }

    @Test
    void theBodyStaysAsItIs_whereNothingIsFound_orNothingIsLookedFor() {
        String calm = "{ \"messages\": [ {\"content\":\"\\u0041 canal\"} ], \"n\": 1.0 }";
        assertThat(cleared(calm, policy(Action.BLOCK, false)).body()).isSameAs(calm);
        assertThat(cleared(BODY, null).body()).isSameAs(BODY);
    }

    @Test
    void aPlaceholderThatTheClientWroteIsNotTakenForOurs() {
        String body = "{\"messages\":[{\"content\":\"<EMAIL_1> ada@example.org\"}]}";
        Redacted.Cleared cleared = cleared(body, policy(Action.MASK, false));
        assertThat(cleared.body()).contains("<EMAIL_1> <EMAIL_2>");
        String answer = "{\"choices\":[{\"message\":{\"content\":\"<EMAIL_1> <EMAIL_2>\"}}]}";
        assertThat(cleared.restore().apply(answer)).contains("<EMAIL_1> ada@example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://x.example\"}}]}]",
                "[{\"content\":[{\"type\":\"input_audio\"}]}]",
                "[{\"content\":[{\"text\":\"of no type\"}]}]",
                "[{\"content\":{\"text\":\"an object\"}}]",
                "[{\"content\":\"x\",\"audio\":{\"id\":\"a\"}}]",
                "[{\"tool_calls\":[{\"function\":{\"arguments\":\"{\\\"to\\\":\\\"ada\\\\u0040x.org\\\"}\"}}]}]",
                "\"a text\""
            })
    void strictRefusesWhatCannotBeLookedInto_otherwiseItPasses(String messages) {
        String body = "{\"messages\":" + messages + "}";
        Failure failure = refused(body, policy(Action.MASK, true));
        assertThat(failure.code()).isEqualTo(FailureCode.REDACTION_REFUSED);
        assertThat(failure.seen()).startsWith("messages");
        assertThat(cleared(body, policy(Action.MASK, false)).body()).isSameAs(body);
    }

    @Test
    void strictPassesWhatIsTextOnly() {
        String body = BODY.replace("\"id\":\"ada@example.org\"", "\"id\":\"call_1\"");
        assertThat(cleared(body, policy(Action.MASK, true)).body()).contains("<EMAIL_1>");
    }

    @Test
    void refused_whenThePolicyNamesWhatIsNotLookedForHere() {
        RedactionPolicy newer = new RedactionPolicy(new Redaction(Set.of("email", "dna"), Action.MASK), false);
        assertThat(refused(BODY, newer).seen()).isEqualTo("dna, email");
    }

    @Test
    void aBodyThatIsNoJsonIsRefused_whereItWouldHaveToBeLookedInto() {
        assertThat(refused("broken", policy(Action.MASK, false)).code()).isEqualTo(FailureCode.INVALID_JSON);
    }

    @Test
    void eachEntityIsDealtWithInItsOwnWay() {
        RedactionPolicy policy = new RedactionPolicy(
                new Redaction(Map.of("email", Action.MASK, "card", Action.REMOVE, "iban", Action.BLOCK)), false);
        Redacted.Cleared cleared = cleared(BODY, policy);
        assertThat(cleared.body()).contains("<EMAIL_1>", "<CARD_1>");
        String answer = "{\"choices\":[{\"message\":{\"content\":\"<EMAIL_1> <CARD_1>\"}}]}";
        assertThat(cleared.restore().apply(answer)).contains("ada@example.org <CARD_1>");

        Failure failure = refused(BODY.replace(CARD, "DE89 3704 0044 0532 0130 00"), policy);
        assertThat(failure.seen()).isEqualTo("iban");
        assertThat(failure.allowed()).isEqualTo("a prompt without iban");
    }

    @Test
    void ownEntitiesAreFoundByTheirPatterns_alsoWhereTheyOverlapOthers() {
        Redactor own = own(Map.of("employee", "EMP-[0-9]{4,8}", "project", "P-[a-z]+(@example)?"));
        RedactionPolicy policy = new RedactionPolicy(
                new Redaction(Map.of("employee", Action.MASK, "project", Action.MASK, "email", Action.MASK)), false);
        String body = "{\"messages\":[{\"content\":\"EMP-1234 of P-canal wrote to P-lock@example.org\"}]}";
        Redacted.Cleared cleared = (Redacted.Cleared) own.redact(request(body), policy);
        assertThat(cleared.body()).contains("\"<EMPLOYEE_1> of <PROJECT_1> wrote to <EMAIL_1>\"");
        assertThat(own.counts().found())
                .containsEntry(new RedactionCounts.Kind("employee", Action.MASK), 1L)
                .containsEntry(new RedactionCounts.Kind("email", Action.MASK), 1L);
    }

    @Test
    void aBlockedPatternRefuses_alsoWhereSomethingElseCoversIt() {
        Redactor own = own(Map.of("project", "P-[a-z]+"));
        RedactionPolicy policy =
                new RedactionPolicy(new Redaction(Map.of("project", Action.BLOCK, "email", Action.MASK)), false);
        String body = "{\"messages\":[{\"content\":\"P-lock@example.org\"}]}";
        assertThat(((Redacted.Refused) own.redact(request(body), policy))
                        .failure()
                        .seen())
                .contains("project");
    }

    /** Half a megabyte, from each of whose characters the pattern runs to the end. */
    @Test
    void aPatternThatWouldTakeForEverIsStopped_andItsRequestRefused() {
        Redactor own = own(Map.of("endless", "a[^b]*b|a"));
        RedactionPolicy policy = new RedactionPolicy(new Redaction(Map.of("endless", Action.MASK)), false);
        String body = "{\"messages\":[{\"content\":\"" + "a".repeat(500_000) + "\"}]}";
        Redacted redacted = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> own.redact(request(body), policy));
        assertThat(redacted)
                .isInstanceOfSatisfying(
                        Redacted.Refused.class,
                        refused -> assertThat(refused.failure().code()).isEqualTo(FailureCode.REDACTION_REFUSED));
    }

    /** What an operator may well write, over what a client may well send. */
    @Test
    void patternsTakeTimeInProportion() {
        Redactor own = own(Map.of("a", "[A-Z]{2,4}-[0-9]{4,10}", "b", "(?i)project [a-z]+", "c", "\\bX[0-9A-F]+\\b"));
        RedactionPolicy policy =
                new RedactionPolicy(new Redaction(Map.of("a", Action.MASK, "b", Action.MASK, "c", Action.MASK)), false);
        String body = "{\"messages\":[{\"content\":\"" + "AB-1234 project xyz XAF ".repeat(20_000) + "\"}]}";
        Redacted redacted = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> own.redact(request(body), policy));
        assertThat(redacted).isInstanceOf(Redacted.Cleared.class);
        assertThat(own.counts().found()).containsEntry(new RedactionCounts.Kind("a", Action.MASK), 20_000L);
    }

    private static Redactor own(Map<String, String> patterns) {
        Detection detection = new Detection(patterns, Set.of(), null);
        return new Redactor(new StrictJson(), () -> detection, NameDetector.NONE);
    }

    private Redacted.Cleared cleared(String body, @Nullable RedactionPolicy policy) {
        Redacted redacted = redactor.redact(request(body), policy);
        assertThat(redacted).isInstanceOf(Redacted.Cleared.class);
        return (Redacted.Cleared) redacted;
    }

    private Failure refused(String body, RedactionPolicy policy) {
        Redacted redacted = redactor.redact(request(body), policy);
        assertThat(redacted).isInstanceOf(Redacted.Refused.class);
        return ((Redacted.Refused) redacted).failure();
    }

    private static RedactionPolicy policy(Action action, boolean strict) {
        return new RedactionPolicy(new Redaction(Redaction.ENTITIES, action), strict);
    }

    private static InferenceRequest request(String body) {
        return Samples.request("r-1", Instant.EPOCH, body);
    }
}
