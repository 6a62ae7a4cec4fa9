package io.headgate.schemas.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A body with {@code input} and without {@code messages} asks for embeddings. */
class EmbeddingsIntakeTest {
    private static final Map<String, String> ACME = Map.of("headgate-tenant", "acme", "headgate-id", "r-1");

    private final IntakeReader reader = new IntakeReader(
            new TopicNames("headgate."), AvroCodecs.singleObject().clientRequest(), new StrictJson());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'canals'",
                "['canals','locks']",
                "[1,2,3]",
                "[[1,2],[3]]",
                "'canals','encoding_format':'base64','dimensions':256,'user':'u'",
                "'canals','messages':null"
            })
    void isTakenIn_asItCame(String input) {
        String body = body(input);

        assertThat(((InferenceRequest) read(body)).body()).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '#',
            value = {
                "'' ; an empty text",
                "[] ; an empty array",
                "['a',''] ; an array of other things",
                "['a',1] ; an array of other things",
                "[[1],[]] ; an array of other things",
                "[1.5] ; an array of other things",
                "[-1] ; an array of other things",
                "{'a':1} ; an object",
                "7 ; a number"
            })
    void whatIsNoTextIsRefused(String input, String seen) {
        Failure failure = refused(body(input));

        assertThat(failure.code()).isEqualTo(FailureCode.INVALID_FIELD);
        assertThat(failure.seen()).isEqualTo(seen);
        assertThat(failure.allowed()).contains("2048 texts");
    }

    @Test
    void atMost2048Texts_andNoStream() {
        assertThat(refused(body("['a'" + ",'a'".repeat(2_048) + "]")).seen()).isEqualTo("2049 texts");
        assertThat(refused(body("'a','stream':true")).message()).contains("stream");
        assertThat(refused(body("'a','dimensions':0")).message()).contains("dimensions");
    }

    @Test
    void aBatchLineNamesItsAddress() {
        String embeddings = line("/v1/embeddings", body("'canals'"));
        String chat = line("/v1/chat/completions", Samples.body("fast-text"));

        assertThat(read(embeddings)).isInstanceOf(InferenceRequest.class);
        assertThat(read(chat)).isInstanceOf(InferenceRequest.class);
        assertThat(refused(line("/v1/embeddings", Samples.body("fast-text"))).allowed())
                .isEqualTo("/v1/chat/completions, of a body that has messages");
        assertThat(refused(line("/v1/chat/completions", body("'canals'"))).allowed())
                .isEqualTo("/v1/embeddings, of a body that has input");
        assertThat(refused(line("/v1/completions", body("'canals'"))).seen()).isEqualTo("/v1/completions");
    }

    @Test
    void whoSaysWhatTheBodyIsIsHeldToIt() {
        String chat = Samples.body("fast-text");

        assertThat(read(body("'canals'"), "embeddings")).isInstanceOf(InferenceRequest.class);
        assertThat(read(chat, "chat")).isInstanceOf(InferenceRequest.class);
        assertThat(((InvalidRequest) read(chat, "embeddings")).failure().seen()).isEqualTo("embeddings");
        assertThat(((InvalidRequest) read(body("'canals'"), "chat")).failure().allowed())
                .isEqualTo("embeddings, of a body that has input and no messages");
        assertThat(((InvalidRequest) read(chat, "poem")).failure().allowed()).isEqualTo("chat or embeddings");
    }

    private static String line(String url, String body) {
        return "{\"custom_id\":\"r-1\",\"method\":\"POST\",\"url\":\"%s\",\"body\":%s}".formatted(url, body);
    }

    private static String body(String input) {
        return "{'model':'fast-text','input':%s}".formatted(input).replace('\'', '"');
    }

    private Failure refused(String value) {
        return ((InvalidRequest) read(value)).failure();
    }

    private Object read(String value, String kind) {
        Map<String, String> headers = new HashMap<>(ACME);
        headers.put("headgate-kind", kind);
        return read(value, headers);
    }

    private Object read(String value) {
        return read(value, value.contains("custom_id") ? Map.of("headgate-tenant", "acme") : ACME);
    }

    private Object read(String value, Map<String, String> headers) {
        Arrival.OverHttp arrival = new Arrival.OverHttp(Samples.NOW);
        RawRequest raw =
                new RawRequest(arrival, () -> new RequestId("r-1"), value.getBytes(StandardCharsets.UTF_8), headers);
        return ((Taken.Attributed) reader.read(raw, Samples.catalogue(), Samples.NOW)).admission();
    }
}
