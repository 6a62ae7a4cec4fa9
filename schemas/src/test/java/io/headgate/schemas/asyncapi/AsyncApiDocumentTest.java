package io.headgate.schemas.asyncapi;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.topic.TopicCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class AsyncApiDocumentTest {
    private static final Path FILE = Path.of("asyncapi.yaml");

    private final Map<?, ?> document = (Map<?, ?>) load(AsyncApiDocument.yaml());

    @Test
    void committedFileIsUpToDate() throws IOException {
        if (Boolean.getBoolean("headgate.freeze")) {
            AsyncApiDocument.main(new String[] {FILE.toString()});
        }
        assertThat(Files.readString(FILE))
                .as("schemas/asyncapi.yaml is out of date; write it anew with: "
                        + "mvn -pl schemas test -Dtest=AsyncApiDocumentTest -Dheadgate.freeze=true")
                .isEqualTo(AsyncApiDocument.yaml());
    }

    @Test
    void rootHasWhatAsyncApiRequires() {
        assertThat(document.get("asyncapi")).isEqualTo("3.0.0");
        assertThat(keys(at(document, "info"))).contains("title", "version");
        assertThat(keys(document))
                .isSubsetOf("asyncapi", "info", "defaultContentType", "channels", "operations", "components");
    }

    @Test
    void everyTopicIsAChannel_withAddressParametersAndMessages() {
        Map<?, ?> channels = at(document, "channels");
        assertThat(channels).hasSize(TopicCatalog.all().size());
        channels.forEach((id, channel) -> {
            Map<?, ?> fields = (Map<?, ?>) channel;
            assertThat(keys(fields))
                    .as(id.toString())
                    .isSubsetOf("address", "description", "messages", "parameters", "bindings")
                    .contains("address", "messages");
            assertThat(at(fields, "messages")).isNotEmpty();
            String address = (String) requireNonNull(fields.get("address"));
            assertThat(address.contains("{")).isEqualTo(fields.containsKey("parameters"));
            if (fields.containsKey("parameters")) {
                at(fields, "parameters")
                        .keySet()
                        .forEach(name -> assertThat(address).contains("{" + name + "}"));
            }
        });
    }

    @Test
    void everyOperationSendsOrReceives_onAChannelThatHasItsMessages() {
        Map<?, ?> operations = at(document, "operations");
        assertThat(operations).isNotEmpty();
        operations.forEach((id, operation) -> {
            Map<?, ?> fields = (Map<?, ?>) operation;
            assertThat(fields.get("action")).isIn("send", "receive");
            String channel = (String) at(fields, "channel").get("$ref");
            for (Object message : (List<?>) requireNonNull(fields.get("messages"))) {
                assertThat((String) ((Map<?, ?>) message).get("$ref")).startsWith(channel + "/messages/");
            }
        });
    }

    @Test
    void everyMessageHasAPayload_inTheFormatItNames() {
        at(at(document, "components"), "messages").forEach((name, message) -> {
            Map<?, ?> fields = (Map<?, ?>) message;
            assertThat(keys(fields))
                    .isSubsetOf("summary", "contentType", "headers", "payload")
                    .contains("payload");
            if (Messages.AVRO.equals(fields.get("contentType"))) {
                assertThat(keys(at(fields, "payload"))).containsExactlyInAnyOrder("schemaFormat", "schema");
                assertThat(at(at(fields, "payload"), "schema").get("name")).isEqualTo(name);
            }
        });
    }

    @Test
    void everyReferenceResolves() {
        assertThat(resolved(document)).isGreaterThan(TopicCatalog.all().size());
    }

    /** The number of references below a node, each of them found. */
    private int resolved(Object node) {
        return switch (node) {
            case Map<?, ?> map
            when map.get("$ref") instanceof String reference -> {
                Object found = document;
                for (String step : reference.substring(2).split("/")) {
                    found = requireNonNull(((Map<?, ?>) found).get(step), reference);
                }
                yield 1;
            }
            case Map<?, ?> map -> map.values().stream().mapToInt(this::resolved).sum();
            case List<?> list -> list.stream().mapToInt(this::resolved).sum();
            case null, default -> 0;
        };
    }

    private static Map<?, ?> at(Map<?, ?> map, String key) {
        return (Map<?, ?>) requireNonNull(map.get(key), key);
    }

    @SuppressWarnings("unchecked") // YAML keys are text
    private static Set<String> keys(Map<?, ?> map) {
        return (Set<String>) map.keySet();
    }

    private static Object load(String yaml) {
        return new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }
}
