package io.headgate.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.schemas.codec.framing.SchemaHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that were ever written are read for ever, and mean what they meant. */
class GoldenBytesTest {
    static List<Golden.File> files() {
        return Golden.files();
    }

    static Set<String> messages() {
        return Golden.messages();
    }

    @ParameterizedTest
    @MethodSource("files")
    void frozenBytesMeanWhatTheyMeant(Golden.File file) throws IOException {
        Sample<?> any = Samples.of(file.message());

        Decoded<?> decoded = any.decode(file.codecs(), Files.readAllBytes(file.bytes()));

        assertThat(decoded).isInstanceOf(Decoded.Readable.class);
        JsonNode expected = new ObjectMapper().readTree(file.expected().toFile());
        JsonNode actual = DomainJson.of(((Decoded.Readable<?>) decoded).value());
        assertThat(DomainJson.holds(expected, actual))
                .as("expected %s, decoded %s", expected.toPrettyString(), actual.toPrettyString())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyTopicsValueIsReleased_andEveryVersionHasFrozenBytes(String message) {
        assertThat(SchemaHistory.frozen(message))
                .as("%s is on a topic and was never frozen; freeze it with: %s", message, Golden.FREEZE)
                .isNotEmpty();
        for (int version = 1; version <= SchemaHistory.frozen(message).size(); version++) {
            for (String suffix : List.of(".avrobin", ".confluent.avrobin")) {
                int wanted = version;
                assertThat(Golden.files())
                        .as("%s v%d has no %s file; write one with: %s", message, version, suffix, Golden.FREEZE)
                        .anyMatch(file -> file.message().equals(message)
                                && file.version() == wanted
                                && file.suffix().equals(suffix));
            }
        }
    }
}
