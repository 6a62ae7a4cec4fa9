package io.headgate.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatBodyReaderTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void goesOnByteForByte_whenItHoldsNothingOfHeadgate() {
        byte[] body = utf8(
                "{ \"model\":\"m\", \"messages\":[{\"role\":\"user\"}] , \"temperature\":1.50, \"metadata\":{\"a\":\"b\"}}");

        ChatRequest.Readable read = readable(body);

        assertThat(read.body()).isSameAs(body);
        assertThat(read.streamed()).isFalse();
        assertThat(read.claims()).isEmpty();
    }

    @Test
    void saysWhatTheStreamIsToBe() {
        assertThat(readable(utf8("{\"messages\":[],\"stream\":true}")).streamed())
                .isTrue();
        assertThat(readable(utf8("{\"messages\":[{\"stream\":true}],\"stream\":false}"))
                        .streamed())
                .isFalse();
        ChatRequest.Readable wanted =
                readable(utf8("{\"stream_options\":{\"x\":[1],\"include_usage\":true},\"stream\":true}"));
        assertThat(wanted.streamed()).isTrue();
        assertThat(wanted.usageWanted()).isTrue();
    }

    @Test
    void becomesAnEnvelope_whenItHoldsTheExtension() throws IOException {
        ChatRequest.Readable read = readable(utf8("""
                {"model":"m","temperature":1.50,"big":12345678901234567890.123456789,
                 "headgate":{"priority":"critical","id":"r-7","tags":{"project":"search"}},"messages":[]}"""));

        assertThat(read.id()).isEqualTo("r-7");
        assertThat(read.project()).isEqualTo("search");
        JsonNode envelope = JSON.readTree(read.body());
        assertThat(envelope.path("headgate").path("priority").asText()).isEqualTo("critical");
        assertThat(envelope.path("body").has("headgate")).isFalse();
        assertThat(new String(read.body(), StandardCharsets.UTF_8))
                .contains("\"temperature\":1.50")
                .contains("12345678901234567890.123456789");
    }

    @Test
    void takesItsOwnKeysOutOfTheMetadata() throws IOException {
        ChatRequest.Readable read = readable(utf8("""
                {"messages":[],"metadata":{"headgate_priority":"background","headgate_max_latency_ms":"900",
                 "headgate_tag_cost_center":"x","mine":"stays"}}"""));

        assertThat(read.claims())
                .containsEntry("headgate-priority", "background")
                .containsEntry("headgate-max-latency-ms", "900")
                .containsEntry("headgate-tag-cost_center", "x")
                .hasSize(3);
        assertThat(JSON.readTree(read.body()).path("metadata")).isEqualTo(JSON.readTree("{\"mine\":\"stays\"}"));
    }

    @Test
    void dropsTheMetadata_whenNothingElseWasInIt() {
        ChatRequest.Readable read = readable(utf8("{\"messages\":[],\"metadata\":{\"headgate_locale\":\"de\"}}"));

        assertThat(new String(read.body(), StandardCharsets.UTF_8)).isEqualTo("{\"messages\":[]}");
    }

    @Test
    void isRefused_whenTheMetadataSaysWhatNobodyKnows() {
        ChatRequest.Refused refused = refused("{\"messages\":[],\"metadata\":{\"headgate_prioritty\":\"x\"}}");

        assertThat(refused.param()).isEqualTo("metadata");
        assertThat(refused.failure().message()).contains("did you mean 'headgate_priority'");
        assertThat(refused.failure().allowed()).contains("headgate_deadline").doesNotContain("tenant");
        assertThat(refused("{\"metadata\":{\"headgate_tenant\":\"other\"}}")
                        .failure()
                        .seen())
                .isEqualTo("headgate_tenant");
        assertThat(refused("{\"metadata\":{\"headgate_locale\":5}}").failure().allowed())
                .isEqualTo("a string");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"custom_id\":\"x\",\"body\":{\"model\":\"m\",\"messages\":[]}}",
                "{\"body\":{\"model\":\"m\",\"messages\":[]}}",
                "{\"custom_id\":\"x\",\"messages\":[]}"
            })
    void isRefused_whenItIsWhatOtherRoutesTake(String body) {
        assertThat(ChatBodyReader.read(utf8(body))).isInstanceOf(ChatRequest.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "[1]",
                "{\"headgate\":{},\"headgate\":{}}",
                "{\"headgate\":",
                "{\"metadata\":{\"headgate_x",
                "{\"headgate\":{}} more"
            })
    void goesOnAsItCame_whenTheReaderOfAllRequestsIsToSayWhatIsWrong(String body) {
        byte[] bytes = utf8(body);
        assertThat(readable(bytes).body()).isSameAs(bytes);
    }

    private static ChatRequest.Readable readable(byte[] body) {
        return (ChatRequest.Readable) ChatBodyReader.read(body);
    }

    private static ChatRequest.Refused refused(String body) {
        return (ChatRequest.Refused) ChatBodyReader.read(utf8(body));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
