package io.headgate.router.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.route.BodyNeeds;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.json.JsonDocument;
import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.json.jackson.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatBodyTest {
    @Test
    void plainText_needsNothing_andIsCountedByMessage() {
        BodyNeeds needs = needs("{\"messages\":[{\"role\":\"user\",\"content\":\"12345\"},{\"content\":\"12\"}]}");
        assertThat(needs.capabilities()).isEmpty();
        assertThat(needs.inputTokens()).isEqualTo(3 + 2 * 3 + 7);
        assertThat(needs.maxOutputTokens()).isNull();
        assertThat(needs.choices()).isEqualTo(1);
    }

    @Test
    void capabilitiesFollowFromTheBody() {
        assertThat(needs("{\"tools\":[{\"type\":\"function\"}]}").capabilities())
                .containsExactly(Capability.TOOLS);
        assertThat(needs("{\"tools\":[]}").capabilities()).isEmpty();
        assertThat(needs("{\"response_format\":{\"type\":\"json_object\"}}").capabilities())
                .containsExactly(Capability.JSON_MODE);
        assertThat(needs("{\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{}}}")
                        .capabilities())
                .containsExactly(Capability.JSON_SCHEMA);
        assertThat(needs("{\"response_format\":{\"type\":\"text\"}}").capabilities())
                .isEmpty();
        String image = "{\"messages\":[{\"content\":[{\"type\":\"text\",\"text\":\"abc\"},"
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AAAA\"}}]}]}";
        assertThat(needs(image).capabilities()).containsExactly(Capability.VISION);
        assertThat(needs(image).inputTokens()).isEqualTo(3 + 3 + 3 + 765);
    }

    @Test
    void soDoesTheMannerOfTheAnswer() {
        assertThat(needs("{\"stream\":true}").capabilities()).containsExactly(Capability.STREAMING);
        assertThat(needs("{\"stream\":false}").capabilities()).isEmpty();
        assertThat(needs("{\"reasoning_effort\":\"low\"}").capabilities()).containsExactly(Capability.REASONING);
        assertThat(needs("{\"reasoning_effort\":\"none\"}").capabilities()).isEmpty();
        assertThat(needs("{\"modalities\":[\"text\",\"audio\"]}").capabilities())
                .containsExactly(Capability.AUDIO);
        assertThat(needs("{\"modalities\":[\"text\"]}").capabilities()).isEmpty();
        assertThat(needs("{\"messages\":[{\"content\":[{\"type\":\"input_audio\"}]}]}")
                        .capabilities())
                .containsExactly(Capability.AUDIO);
        BodyNeeds functions = needs("{\"functions\":[{\"name\":\"f\"}]}");
        assertThat(functions.capabilities()).containsExactly(Capability.TOOLS);
        assertThat(functions.inputTokens()).isEqualTo(3 + 4 + 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"messages\":[{\"role\":\"system\",\"content\":\"x\"}]} | SYSTEM",
                "{\"messages\":[{\"role\":\"developer\",\"content\":\"x\"}]} | SYSTEM",
                "{\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{},{}]}]} | PARALLEL_TOOLS",
                "{\"parallel_tool_calls\":true} | PARALLEL_TOOLS",
                "{\"tool_choice\":\"required\"} | TOOL_CHOICE_REQUIRED",
                "{\"tool_choice\":{\"type\":\"function\"}} | TOOL_CHOICE_REQUIRED",
                "{\"seed\":7} | SEED",
                "{\"logprobs\":true} | LOGPROBS",
                "{\"top_logprobs\":3} | LOGPROBS",
                "{\"n\":2} | N",
            })
    void whatIsTakenForGrantedIsDemandedToo(String body, Capability demanded) {
        assertThat(needs(body).capabilities()).containsExactly(demanded);
    }

    @Test
    void whatIsLeftOff_isNotDemanded() {
        assertThat(needs("{\"parallel_tool_calls\":false,\"tool_choice\":\"auto\",\"seed\":null,\"logprobs\":false,"
                                + "\"top_logprobs\":0,\"n\":1,\"messages\":[{\"role\":\"user\",\"tool_calls\":[{}]}]}")
                        .capabilities())
                .isEmpty();
    }

    @Test
    void imageByItsAddress_isDemandedBesideVision() {
        String image = "{\"messages\":[{\"content\":[{\"type\":\"image_url\","
                + "\"image_url\":{\"url\":\"https://example.com/a.png\"}}]}]}";
        assertThat(needs(image).capabilities()).containsExactlyInAnyOrder(Capability.VISION, Capability.IMAGE_URL);
    }

    @Test
    void capIsTheLargerOfItsTwoNames() {
        assertThat(needs("{\"max_tokens\":5,\"max_completion_tokens\":7,\"n\":2}")
                        .maxOutputTokens())
                .isEqualTo(7);
        assertThat(needs("{\"max_tokens\":9,\"max_completion_tokens\":7}").maxOutputTokens())
                .isEqualTo(9);
        assertThat(needs("{\"max_tokens\":5}").maxOutputTokens()).isEqualTo(5);
        assertThat(needs("{\"max_tokens\":5.5}").maxOutputTokens()).isNull();
        assertThat(needs("{\"n\":2}").choices()).isEqualTo(2);
    }

    @Test
    void unexpectedFormsCountAsAbsent() {
        BodyNeeds needs =
                needs("{\"messages\":[1,{\"content\":5},{\"content\":[[],{\"type\":1}]}],\"tools\":{},\"n\":-3}");
        assertThat(needs.capabilities()).isEmpty();
        assertThat(needs.choices()).isEqualTo(1);
    }

    private static BodyNeeds needs(String json) {
        JsonDocument.Parsed parsed = (JsonDocument.Parsed) new StrictJson().read(json);
        return ChatBody.needsOf((JsonValue.Obj) parsed.root(), String::length);
    }
}
