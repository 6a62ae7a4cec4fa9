package io.headgate.schemas.asyncapi;

import io.headgate.schemas.topic.TopicCatalog;
import io.headgate.schemas.topic.TopicNames;
import io.headgate.schemas.topic.TopicSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * The AsyncAPI 3.0 document of an installation with the default prefix, made from {@link TopicCatalog} and the Avro
 * schemas. Operations are Headgate's: it receives what its modules read and sends what they write.
 */
public final class AsyncApiDocument {
    private static final int WIDTH = 120;

    private AsyncApiDocument() {}

    /** Writes the document to the file that the one argument names. */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), yaml());
    }

    /** The document as YAML. */
    public static String yaml() {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setWidth(WIDTH)
                .setDereferenceAliases(true)
                .build();
        return "# Generated from TopicCatalog and the Avro schemas; do not edit.\n"
                + new Dump(settings).dumpToString(tree());
    }

    /** The document as maps, lists and text. */
    static Map<String, Object> tree() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("asyncapi", "3.0.0");
        document.put("info", info());
        document.put("defaultContentType", Messages.AVRO);
        Map<String, Object> channels = new LinkedHashMap<>();
        Map<String, Object> operations = new LinkedHashMap<>();
        for (TopicSpec spec : TopicCatalog.all()) {
            channels.put(id(spec), channel(spec));
            operation(operations, spec, "receive", spec.readers());
            operation(operations, spec, "send", spec.writers());
        }
        document.put("channels", channels);
        document.put("operations", operations);
        document.put("components", Map.of("messages", Messages.all()));
        return document;
    }

    private static Map<String, Object> info() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("title", "Headgate");
        info.put("version", "0.1.0");
        info.put(
                "description",
                "An event-driven, asynchronous inference broker. Prompts go to `requests`; each gets exactly one terminal"
                        + " event on `results`. Values are Avro: in Confluent's wire format where a schema registry is"
                        + " configured (subject: the record's full name), in Avro single-object encoding otherwise."
                        + " Both are read everywhere.");
        info.put("license", license());
        return info;
    }

    private static Map<String, Object> license() {
        Map<String, Object> license = new LinkedHashMap<>();
        license.put("name", "Apache-2.0");
        license.put("url", "https://www.apache.org/licenses/LICENSE-2.0");
        return license;
    }

    private static Map<String, Object> channel(TopicSpec spec) {
        Map<String, Object> channel = new LinkedHashMap<>();
        channel.put(
                "address",
                TopicNames.DEFAULT_PREFIX + spec.name().replace('<', '{').replace('>', '}'));
        channel.put("description", spec.description() + " Key: " + spec.key() + ".");
        Map<String, Object> messages = new LinkedHashMap<>();
        Messages.of(spec).forEach(name -> messages.put(name, reference("#/components/messages/" + name)));
        channel.put("messages", messages);
        if (spec.family()) {
            String parameter = spec.name().replaceAll(".*<(.*)>.*", "$1");
            channel.put("parameters", Map.of(parameter, Map.of("description", "Name of a " + parameter + ".")));
        }
        channel.put("bindings", Map.of("kafka", binding(spec)));
        return channel;
    }

    private static Map<String, Object> binding(TopicSpec spec) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("cleanup.policy", List.of(spec.retention() == null ? "compact" : "delete"));
        if (spec.retention() != null) {
            settings.put("retention.ms", spec.retention().toMillis());
        }
        settings.put("max.message.bytes", TopicCatalog.MAX_RECORD_BYTES);
        Map<String, Object> binding = new LinkedHashMap<>();
        binding.put("topicConfiguration", settings);
        binding.put("bindingVersion", "0.5.0");
        return binding;
    }

    private static void operation(Map<String, Object> operations, TopicSpec spec, String action, List<String> modules) {
        List<String> ours = modules.stream().filter(AsyncApiDocument::isOurs).toList();
        if (ours.isEmpty()) {
            return;
        }
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("action", action);
        operation.put("channel", reference("#/channels/" + id(spec)));
        operation.put("summary", (action.equals("send") ? "Written by " : "Read by ") + String.join(", ", ours) + ".");
        List<Object> messages = new ArrayList<>();
        Messages.of(spec)
                .forEach(name -> messages.add(reference("#/channels/%s/messages/%s".formatted(id(spec), name))));
        operation.put("messages", messages);
        operations.put(action + "_" + id(spec), operation);
    }

    private static boolean isOurs(String module) {
        return !module.equals("clients") && !module.equals("people");
    }

    /** {@code dispatch.<provider>.critical} is {@code dispatch_provider_critical}. */
    private static String id(TopicSpec spec) {
        return spec.name().replace('.', '_').replaceAll("[<>]", "");
    }

    private static Map<String, Object> reference(String target) {
        return Map.of("$ref", target);
    }
}
