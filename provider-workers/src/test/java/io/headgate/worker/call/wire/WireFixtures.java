package io.headgate.worker.call.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.catalog.Unsupported;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.exchange.ScriptedUpstream.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A golden fixture of a wire: the file {@code wire/<name>/<kind>/<case>.json}, for a stream with the stream itself beside it
 * in {@code <case>.txt}.
 *
 * <ul>
 *   <li>{@code request}: {@code client}, the client's body; {@code call}, what of a call is not as usual ({@code model},
 *       {@code max_output_tokens}, {@code streamed}, {@code unsupported}, {@code api_version}); {@code preset}, whose
 *       dialect is spoken, where it is not the wire's own; and either {@code expected} with {@code method}, {@code uri}, {@code headers}, {@code body} and {@code dropped}, or {@code unsayable}, the path
 *   <li>{@code reply} and {@code error}: {@code status}, {@code headers}, {@code body} (JSON, or a text that is sent as it
 *       is), {@code client}, the client's body where it is not a plain chat completion, and {@code expected}
 *   <li>{@code stream}: {@code expected}, and {@code then}, the body of what is said when somebody asks after the stream
 * </ul>
 *
 * What an outcome is {@code expected} to be, {@link ExpectedOutcome} reads.
 */
record WireFixtures(String name, ObjectNode json, Path file) {
    /** What a fixture is of. */
    enum Kind {
        REQUEST,
        REPLY,
        STREAM,
        ERROR
    }

    /** All of one kind, by name; none where the wire has none. */
    static Stream<WireFixtures> of(Wire wire, Kind kind) {
        String folder = "/wire/%s/%s".formatted(wire.name(), kind.name().toLowerCase(Locale.ROOT));
        URL url = WireFixtures.class.getResource(folder);
        if (url == null) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(Path.of(url.toURI()))) {
            return files
                    .filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(WireFixtures::read)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static WireFixtures read(Path file) {
        ObjectNode json = WireJson.object(text(file))
                .orElseThrow(() -> new IllegalStateException(file + ": allowed one JSON object"));
        return new WireFixtures(file.getFileName().toString(), json, file);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whose dialect is spoken; null for the wire's own. */
    @Nullable
    String preset() {
        return json.path("preset").textValue();
    }

    void checkTranslation(Wire wire) {
        switch (wire.translate(call())) {
            case Translation.Unsayable(String seen, var _) ->
                assertThat(seen).isEqualTo(json.path("unsayable").asText("nothing"));
            case Translation.Ready(WireRequest request, List<String> dropped) -> {
                JsonNode expected = json.path("expected");
                assertThat(request.method().name())
                        .isEqualTo(expected.path("method").asText("POST"));
                assertThat(request.uri()).hasToString(expected.path("uri").asText());
                assertThat(request.headers()).isEqualTo(texts(expected.path("headers")));
                assertThat(WireJson.object(request.body())).contains((ObjectNode) expected.path("body"));
                assertThat(dropped).isEqualTo(list(expected.path("dropped")));
            }
        }
    }

    private ChatCall call() {
        JsonNode call = json.path("call");
        return new ChatCall(
                WireJson.written(json.path("client")),
                call.path("model").asText("pinned-2026"),
                call.path("max_output_tokens").asLong(64),
                call.path("streamed").asBoolean(false),
                Unsupported.valueOf(call.path("unsupported").asText("strict").toUpperCase(Locale.ROOT)),
                URI.create(call.path("base_url").asText(WireCalls.BASE.toString())),
                WireCalls.KEY,
                call.path("api_version").textValue());
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    private static List<String> list(JsonNode array) {
        Iterable<JsonNode> elements = array;
        return StreamSupport.stream(elements.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** These calls with the client's body that a reply or an error is to. */
    WireCalls of(WireCalls calls) {
        return json.has("client") ? calls.with(json.path("client")) : calls;
    }

    /** What is answered, of a reply or an error. */
    Answer answer() {
        JsonNode body = json.path("body");
        String text = body.isTextual() ? body.textValue() : WireJson.written(body);
        Answer answer = Answer.json(json.path("status").asInt(200), text.getBytes(StandardCharsets.UTF_8));
        return json.has("headers") ? answer.with(texts(json.path("headers"))) : answer;
    }

    /** What is said when somebody asks after a stream; missing where nothing is. */
    JsonNode then() {
        return json.path("then");
    }

    /** The bytes of a stream. */
    byte[] stream() {
        String path = file.toString();
        return text(Path.of(path.substring(0, path.length() - ".json".length()) + ".txt"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a completion is expected, and which. */
    boolean completes() {
        return json.path("expected").path("outcome").asText("completed").equals("completed")
                && json.path("expected").has("completion");
    }

    void checkOutcome(CallOutcome outcome) {
        new ExpectedOutcome(json.path("expected")).check(outcome);
    }
}
