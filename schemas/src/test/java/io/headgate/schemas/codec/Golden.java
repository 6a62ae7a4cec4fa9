package io.headgate.schemas.codec;

import io.headgate.schemas.codec.framing.SchemaHistory;
import io.headgate.schemas.codec.registry.SchemaRegistry;
import io.headgate.schemas.topic.TopicCatalog;
import io.headgate.schemas.topic.TopicSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * The frozen bytes. {@code <Message>-<variant>-v<n>.avrobin} is a value in single-object encoding,
 * {@code ….confluent.avrobin} in Confluent's wire format, {@code ….resultjson} a result in JSON; the {@code .json} beside
 * it is what it must decode to.
 */
final class Golden {
    static final Path DIRECTORY = Path.of("src/test/resources/golden");
    static final String FREEZE = "mvn -pl schemas test -Dtest=FreezeTest -Dheadgate.freeze=true";

    private Golden() {}

    /** Frozen bytes. */
    record File(Path bytes, String message, int version, String suffix) {
        static File of(Path bytes) {
            String name = bytes.getFileName().toString();
            String stem = name.substring(0, name.indexOf('.'));
            return new File(
                    bytes,
                    stem.substring(0, stem.indexOf('-')),
                    Integer.parseInt(stem.substring(stem.lastIndexOf("-v") + 2)),
                    name.substring(name.indexOf('.')));
        }

        Path expected() {
            String name = bytes.getFileName().toString();
            return bytes.resolveSibling(name.substring(0, name.indexOf('.')) + ".json");
        }

        Codecs codecs() {
            return suffix.equals(".confluent.avrobin")
                    ? AvroCodecs.confluent(registryOf(message, version))
                    : AvroCodecs.singleObject();
        }

        @Override
        public String toString() {
            return bytes.getFileName().toString();
        }
    }

    /** The name of every message that a topic may hold. */
    static Set<String> messages() {
        return TopicCatalog.all().stream()
                .filter(TopicSpec::avro)
                .map(TopicSpec::value)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static List<File> files() {
        try (Stream<Path> all = Files.list(DIRECTORY)) {
            return all.filter(path -> !path.toString().endsWith(".json"))
                    .sorted()
                    .map(File::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String stem(Sample<?> sample, int version) {
        return "%s-%s-v%d"
                .formatted(
                        sample.message(),
                        sample.variant().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-"),
                        version);
    }

    /** A registry in which one version of one message has the id 7. */
    static SchemaRegistry registryOf(String message, int version) {
        return new SchemaRegistry() {
            @Override
            public int register(String subject, Schema schema) {
                return 7;
            }

            @Override
            public Optional<Schema> byId(int id) {
                return id == 7 ? Optional.of(SchemaHistory.frozen(message).get(version - 1)) : Optional.empty();
            }
        };
    }
}
