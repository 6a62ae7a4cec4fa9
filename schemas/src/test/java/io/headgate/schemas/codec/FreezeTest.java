package io.headgate.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.codec.framing.PortableSchema;
import io.headgate.schemas.codec.framing.SchemaHistory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Not a test: freezes what was added, when told to ({@link Golden#FREEZE}). What is frozen it never touches. */
@EnabledIfSystemProperty(named = "headgate.freeze", matches = "true")
class FreezeTest {
    private static final Path HISTORY = Path.of("src/main/resources/avro-history");

    @Test
    void whatIsNewIsFrozen() throws IOException {
        for (Schema schema : AvroCodecs.schemas()) {
            List<Schema> frozen = SchemaHistory.frozen(schema.getName());
            Schema present = new Schema.Parser().parse(PortableSchema.text(schema));
            boolean changed = frozen.isEmpty() || !frozen.getLast().equals(present);
            int version = frozen.size() + (changed ? 1 : 0);
            Path file = HISTORY.resolve(schema.getName()).resolve("v%d.avsc".formatted(version));
            if (changed) {
                write(file, PortableSchema.prettyText(schema).getBytes(StandardCharsets.UTF_8));
            }
            freezeSamples(schema.getName(), version);
            assertThat(file).exists();
        }
    }

    private static void freezeSamples(String message, int version) throws IOException {
        List<Sample<?>> samples = Stream.concat(Samples.all().stream(), ResultSamples.jsonResults().stream())
                .filter(sample -> sample.message().equals(message))
                .toList();
        for (Sample<?> sample : samples) {
            Path stem = Golden.DIRECTORY.resolve(Golden.stem(sample, version));
            byte[] single = sample.encode(AvroCodecs.singleObject());
            if (single[0] == '{') {
                write(Path.of(stem + ".resultjson"), single);
            } else {
                write(Path.of(stem + ".avrobin"), single);
                write(
                        Path.of(stem + ".confluent.avrobin"),
                        sample.encode(AvroCodecs.confluent(Golden.registryOf(message, version))));
            }
            write(Path.of(stem + ".json"), DomainJson.pretty(sample.value()).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        }
    }
}
