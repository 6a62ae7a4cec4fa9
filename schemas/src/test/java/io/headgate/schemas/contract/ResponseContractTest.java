package io.headgate.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseContractTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final ResponseContract TICKET = ResponseContract.of("""
            {"type": "object", "required": ["category", "urgent"], "additionalProperties": false,
             "properties": {"category": {"enum": ["billing", "outage"]}, "urgent": {"type": "boolean"},
                            "code": {"type": "string", "pattern": "^[A-Z]{2}-\\\\d+$"}}}""");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"category\": \"outage\", \"urgent\": true}",
                " {\"category\": \"billing\", \"urgent\": false, \"code\": \"AB-12\"} ",
            })
    void answerThatKeepsIt(String answer) {
        assertThat(TICKET.judge(completion(answer))).isEqualTo(Finding.KEPT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"category\": \"lost\", \"urgent\": true} | choice 0: breaks /properties/category/enum",
                "{\"category\": \"outage\", \"urgent\": 1} | choice 0: breaks /properties/urgent/type",
                "{\"category\": \"outage\"} | choice 0: breaks /required",
                "{\"category\": \"outage\", \"urgent\": true, \"code\": \"ab\"} | choice 0: breaks /properties/code/pattern",
                "{\"category\": \"outage\", \"urgent\": true, \"Mrs Smith\": 1} | choice 0: breaks /additionalProperties",
                "[] | choice 0: breaks /type",
                "Sure! Here is the ticket. | choice 0: not JSON",
                "{\"category\": \"outage\", \"urgent\": | choice 0: not JSON",
                "{\"category\": \"outage\", \"urgent\": true} {} | choice 0: not JSON",
                "{\"category\": \"outage\", \"urgent\": true, \"urgent\": false} | choice 0: not JSON",
                "`` | choice 0: an empty text",
            })
    void answerThatBreaksIt_isToldByTheLineOfTheSchemaOnly(String answer, String seen) {
        assertThat(TICKET.judge(completion(answer))).isEqualTo(new Finding.Broken(seen));
    }

    @Test
    void eachChoiceIsJudged() {
        String both = "{\"choices\": [%s, %s]}"
                .formatted(choice("{\"category\": \"outage\", \"urgent\": true}"), choice("nothing"));

        assertThat(TICKET.judge(both)).isEqualTo(new Finding.Broken("choice 1: not JSON"));
    }

    @Test
    void callOfAToolThatWasOffered_isNotJudged_norIsWhatIsSaidBesideIt() {
        String silent = """
                {"choices": [{"message": {"content": null, "tool_calls": [{"id": "t"}]}}]}""";
        String talking = """
                {"choices": [{"message": {"content": "I will look.", "tool_calls": [{"id": "t"}]}}]}""";
        String old = """
                {"choices": [{"message": {"content": "{}", "function_call": {"name": "f"}}}]}""";
        for (String calling : List.of(silent, talking, old)) {
            assertThat(TICKET.judge(calling, () -> true)).isEqualTo(Finding.KEPT);
            assertThat(TICKET.judge(calling, () -> false))
                    .isEqualTo(new Finding.Broken("choice 0: calls a tool, and none was offered"));
        }
        assertThat(TICKET.judge(
                        "{\"choices\": [%s, %s]}".formatted("{\"message\": {\"tool_calls\": [{}]}}", choice("no")),
                        () -> true))
                .as("another choice that answers")
                .isEqualTo(new Finding.Broken("choice 1: not JSON"));
    }

    @Test
    void noTextAtAllBreaksIt() {
        assertThat(TICKET.judge("""
                {"choices": [{"message": {"content": null, "refusal": "No."}}]}""")).isEqualTo(new Finding.Broken("choice 0: no text"));
    }

    @Test
    void hostileAnswer_isJudgedWithinASecondOrSo() {
        ResponseContract pattern = ResponseContract.of("{\"type\": \"string\", \"pattern\": \"^(a+)+$\"}");
        ResponseContract nested = ResponseContract.of("""
                {"$ref": "#/$defs/list",
                 "$defs": {"list": {"type": "array", "items": {"anyOf": [
                    {"$ref": "#/$defs/list"}, {"$ref": "#/$defs/list"}, {"$ref": "#/$defs/list"}, {"type": "null"}]}}}}""");
        String aaa = "\"" + "a".repeat(1_000_000) + "b\"";
        String deep = "[".repeat(150) + "1" + "]".repeat(150);
        String tooDeep = "[".repeat(1_000_000);

        assertThat(within(() -> pattern.judge(completion(aaa)))).isInstanceOf(Finding.Broken.class);
        assertThat(within(() -> nested.judge(completion(deep))))
                .isEqualTo(new Finding.Broken("choice 0: more than can be judged"));
        assertThat(within(() -> nested.judge(completion(tooDeep)))).isEqualTo(new Finding.Broken("choice 0: not JSON"));
    }

    @Test
    void absurdNumber_breaksIt_andNothingElse() {
        ResponseContract cents = ResponseContract.of("{\"type\": \"number\", \"multipleOf\": 0.01, \"maximum\": 100}");

        assertThat(cents.judge(completion("0.07"))).isEqualTo(Finding.KEPT);
        assertThat(within(() -> cents.judge(completion("1e999999999")))).isInstanceOf(Finding.Broken.class);
        assertThat(within(() -> cents.judge(completion("9".repeat(900))))).isInstanceOf(Finding.Broken.class);
    }

    @Test
    void schemaWithFlaws_isNone() {
        assertThatThrownBy(() -> ResponseContract.of("{\"type\": 7}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no JSON Schema");
        assertThat(ResponseContract.flaws("{\"description\": \"" + "x".repeat(70_000) + "\"}"))
                .singleElement()
                .asString()
                .contains("allowed 65536");
    }

    private interface Judging {
        Finding judge();
    }

    private static Finding within(Judging judging) {
        long began = System.nanoTime();
        Finding finding = judging.judge();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        return finding;
    }

    private static String completion(String answer) {
        return "{\"choices\": [%s]}".formatted(choice(answer));
    }

    private static String choice(String answer) {
        try {
            return JSON.writeValueAsString(Map.of("message", Map.of("role", "assistant", "content", answer)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
