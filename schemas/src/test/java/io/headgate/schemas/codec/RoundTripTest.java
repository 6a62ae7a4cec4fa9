package io.headgate.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.message.InferenceResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
    private static final Codecs CODECS = AvroCodecs.singleObject();

    static List<Sample<?>> samples() {
        return Samples.all();
    }

    static List<Sample<InferenceResult>> jsonResults() {
        return ResultSamples.jsonResults();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void valueComesBack_whenEncodedInSingleObjectFraming(Sample<?> sample) {
        byte[] bytes = sample.encode(CODECS);

        assertThat(bytes).startsWith(0xC3, 0x01);
        assertThat(sample.decode(CODECS, bytes)).isEqualTo(new Decoded.Readable<>(sample.value()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void valueComesBack_whenEncodedInConfluentFraming(Sample<?> sample) {
        Codecs confluent = AvroCodecs.confluent(new FakeRegistry());
        byte[] bytes = sample.encode(confluent);

        assertThat(bytes).startsWith(0, 0, 0, 0, 1);
        assertThat(sample.decode(confluent, bytes)).isEqualTo(new Decoded.Readable<>(sample.value()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void singleObjectIsRead_whenRegistryIsConfigured(Sample<?> sample) {
        Codecs confluent = AvroCodecs.confluent(new FakeRegistry());

        assertThat(sample.decode(confluent, sample.encode(CODECS))).isEqualTo(new Decoded.Readable<>(sample.value()));
    }

    @ParameterizedTest
    @MethodSource("jsonResults")
    void resultComesBack_whenEncodedAsJson(Sample<InferenceResult> sample) {
        byte[] bytes = sample.encode(CODECS);

        assertThat(new String(bytes, StandardCharsets.UTF_8)).startsWith("{\"id\":\"r-1\"");
        assertThat(sample.decode(CODECS, bytes)).isEqualTo(new Decoded.Readable<>(sample.value()));
    }

    @Test
    void everyMessageHasSamples() {
        assertThat(Samples.all().stream().map(Sample::message).collect(Collectors.toSet()))
                .isEqualTo(Golden.messages());
    }
}
