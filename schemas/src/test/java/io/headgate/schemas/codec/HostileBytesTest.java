package io.headgate.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileBytesTest {
    private static final Codecs CODECS = AvroCodecs.singleObject();

    static List<Sample<?>> samples() {
        return Samples.all();
    }

    @Test
    void unreadable_whenThereIsNothing() {
        assertThat(code(CODECS.dispatch().decode(null))).isEqualTo(FailureCode.NULL_RECORD);
        assertThat(code(CODECS.dispatch().decode(new byte[0]))).isEqualTo(FailureCode.EMPTY_RECORD);
        assertThat(code(CODECS.result().decode(null))).isEqualTo(FailureCode.NULL_RECORD);
    }

    @Test
    void unreadable_whenNotAvro() {
        assertThat(code(CODECS.clientRequest().decode("hello".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(FailureCode.INVALID_AVRO);
        assertThat(code(CODECS.clientRequest().decode(new byte[] {(byte) 0xC3})))
                .isEqualTo(FailureCode.INVALID_AVRO);
        assertThat(code(CODECS.clientRequest().decode(new byte[] {(byte) 0xC3, 1, 2})))
                .isEqualTo(FailureCode.INVALID_AVRO);
    }

    @Test
    void unreadable_whenSchemaIsUnknown() {
        Codecs confluent = AvroCodecs.confluent(new FakeRegistry());
        byte[] id = {0, 0, 0, 0, 99, 1};

        assertThat(code(confluent.clientRequest().decode(id))).isEqualTo(FailureCode.UNKNOWN_SCHEMA);
        assertThat(code(CODECS.clientRequest().decode(id))).isEqualTo(FailureCode.UNKNOWN_SCHEMA);
        assertThat(code(CODECS.clientRequest().decode(new byte[] {(byte) 0xC3, 1, 1, 2, 3, 4, 5, 6, 7, 8})))
                .isEqualTo(FailureCode.UNKNOWN_SCHEMA);
        assertThat(code(confluent.clientRequest().decode(new byte[] {0, 0, 1}))).isEqualTo(FailureCode.INVALID_AVRO);
    }

    @Test
    void unreadable_whenItIsAnotherMessage() {
        byte[] notice = Samples.of("Notice").encode(CODECS);

        Failure failure = failure(CODECS.dispatch().decode(notice));

        assertThat(failure.code()).isEqualTo(FailureCode.UNKNOWN_SCHEMA);
        assertThat(failure.seen()).isEqualTo("io.headgate.schemas.avro.Notice");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void unreadable_whenCutAnywhere(Sample<?> sample) {
        byte[] whole = sample.encode(CODECS);
        for (int length = 1; length < whole.length; length++) {
            assertThat(code(sample.decode(CODECS, Arrays.copyOf(whole, length))))
                    .as("cut to %d of %d bytes", length, whole.length)
                    .isEqualTo(FailureCode.INVALID_AVRO);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void unreadable_whenBytesTrail(Sample<?> sample) {
        byte[] whole = sample.encode(CODECS);

        assertThat(code(sample.decode(CODECS, Arrays.copyOf(whole, whole.length + 1))))
                .isEqualTo(FailureCode.INVALID_AVRO);
    }

    /** Two gigabytes of text, of bytes or of items, claimed by five bytes: refused before anything is allocated. */
    @ParameterizedTest
    @MethodSource("samples")
    void answered_whenLengthsAreAbsurd(Sample<?> sample) {
        byte[] whole = sample.encode(CODECS);
        byte[] huge = {(byte) 0xF0, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};
        for (int at = 10; at < whole.length; at++) {
            byte[] hostile = Arrays.copyOf(whole, whole.length + huge.length);
            System.arraycopy(huge, 0, hostile, at, huge.length);
            assertThat(sample.decode(CODECS, hostile)).isInstanceOf(Decoded.Unreadable.class);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void answered_whenBytesAreFlipped(Sample<?> sample) {
        Random random = new Random(20261120);
        byte[] whole = sample.encode(CODECS);
        for (int i = 0; i < 2000; i++) {
            byte[] hostile = whole.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                hostile[random.nextInt(hostile.length)] = (byte) random.nextInt(256);
            }
            assertThat(sample.decode(CODECS, hostile)).isNotNull();
        }
    }

    static FailureCode code(Decoded<?> decoded) {
        return failure(decoded).code();
    }

    static Failure failure(Decoded<?> decoded) {
        assertThat(decoded).isInstanceOf(Decoded.Unreadable.class);
        return ((Decoded.Unreadable<?>) decoded).failure();
    }
}
