package io.headgate.worker.call.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.catalog.Unsupported;
import io.headgate.worker.call.chat.ChatBodies.Word;
import io.headgate.worker.call.wire.ChatCall;
import io.headgate.worker.call.wire.Translation;
import io.headgate.worker.call.wire.Wire;
import io.headgate.worker.call.wire.WireJson;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What a format that is not OpenAI's owes to whoever speaks OpenAI's: all is said, or told to be left out, or refused. */
public abstract class TranslationProperties {
    private static final URI BASE = URI.create("https://provider.test/v1");
    private static final String UNKNOWN = "nobody_thought_of_this";
    /** What is said without its words: the label of a schema, and what is ours to say. */
    private static final Set<String> UNSPOKEN = Set.of("label", "any");

    private final Wire wire;
    private final String model;
    private final Set<Word> unsaid;

    protected TranslationProperties(Wire wire, String model) {
        this(wire, model, Set.of());
    }

    /** @param unsaid what the format has no word for */
    protected TranslationProperties(Wire wire, String model, Set<Word> unsaid) {
        this.wire = wire;
        this.model = model;
        this.unsaid = unsaid;
    }

    /** The body of a seed, of what the format can say. */
    protected final ObjectNode body(long seed) {
        return ChatBodies.of(seed, unsaid);
    }

    /** A body as the format says it, with the parameters dropped that it cannot. */
    protected final ObjectNode said(ObjectNode body) {
        return said(translate(body, Unsupported.DROP));
    }

    /** Whether a text is among those that are said: by itself, unless the format puts several into one. */
    protected boolean isAmong(Set<String> said, String text) {
        return said.contains(text);
    }

    private Translation translate(ObjectNode body, Unsupported unsupported) {
        return wire.translate(
                new ChatCall(body, WireJson.written(body), model, 512, false, unsupported, BASE, null, null));
    }

    @Property
    void everyTextSurvives(@ForAll long seed) {
        ObjectNode body = body(seed);

        Set<String> said = strings(said(body));

        assertThat(textsOf(body)).allMatch(text -> isAmong(said, text));
    }

    /** Also those in JSON that is text: arguments and results are objects in some formats, and text in others. */
    private static Set<String> strings(JsonNode node) {
        Set<String> strings = new HashSet<>();
        collect(node, strings);
        return strings;
    }

    private static void collect(JsonNode node, Set<String> into) {
        if (node.isTextual()) {
            into.add(node.textValue());
            WireJson.object(node.textValue()).ifPresent(inner -> collect(inner, into));
        }
        node.properties().forEach(field -> into.add(field.getKey()));
        node.forEach(child -> collect(child, into));
    }

    private static List<String> textsOf(ObjectNode body) {
        return strings(body).stream()
                .filter(text -> text.startsWith("text-") || text.matches("(tool|call|called|argument|parameter)_\\d+"))
                .filter(text -> !UNSPOKEN.contains(text))
                .toList();
    }

    @Property
    void exactNumbersSurvive(@ForAll long seed) {
        ObjectNode body = body(seed);
        body.remove("temperature");

        String said = WireJson.written(said(body));

        assertThat(said.split("1\\.10", -1))
                .hasSameSizeAs(WireJson.written(body).split("1\\.10", -1));
    }

    @Property
    void whatNobodyKnowsIsToldOrRefused(@ForAll long seed) {
        ObjectNode body = body(seed);
        List<ObjectNode> objects = new ArrayList<>();
        collectSpoken(body, objects);
        objects.get(new Random(seed).nextInt(objects.size())).put(UNKNOWN, "?");

        Translation dropped = translate(body, Unsupported.DROP);
        Translation strict = translate(body, Unsupported.STRICT);

        assertThat(((Translation.Ready) dropped).dropped()).anyMatch(path -> path.endsWith(UNKNOWN));
        assertThat(strict).isInstanceOf(Translation.Unsayable.class);
    }

    /** All objects whose fields are OpenAI's and not a client's own, as those of a JSON Schema are. */
    private static void collectSpoken(JsonNode node, List<ObjectNode> into) {
        if (node instanceof ObjectNode object) {
            into.add(object);
            object.properties().forEach(field -> {
                if (!Set.of("parameters", "schema").contains(field.getKey())) {
                    collectSpoken(field.getValue(), into);
                }
            });
        } else {
            node.forEach(child -> collectSpoken(child, into));
        }
    }

    @Property
    void theClientsBodyIsNotChanged(@ForAll long seed) {
        ObjectNode body = body(seed);
        String before = WireJson.written(body);

        translate(body, Unsupported.DROP);

        assertThat(WireJson.written(body)).isEqualTo(before);
    }

    /** Anything in the place of anything. */
    @Property
    void anythingIsTranslatedOrRefused(@ForAll long seed) {
        Random random = new Random(seed);
        ObjectNode body = body(seed);
        spoil(body, random);

        switch (translate(body, random.nextBoolean() ? Unsupported.DROP : Unsupported.STRICT)) {
            case Translation.Ready ready ->
                assertThat(WireJson.object(ready.request().body())).isPresent();
            case Translation.Unsayable unsayable -> {
                assertThat(unsayable.seen()).isNotBlank().doesNotContain("text-");
                assertThat(unsayable.allowed()).isNotBlank();
            }
        }
    }

    private static void spoil(JsonNode node, Random random) {
        List<JsonNode> containers = new ArrayList<>();
        collectContainers(node, containers);
        JsonNode anything = switch (random.nextInt(7)) {
            case 0 -> Json.object();
            case 1 -> Json.array().add(7);
            case 2 -> Json.array().add(Json.object().put("type", 7)).get(0);
            case 3 -> Json.array().add("\ud800").get(0);
            case 4 -> Json.array().add(new BigDecimal("-1e99999")).get(0);
            case 5 -> Json.array().add(true).get(0);
            default -> Json.array().addNull().get(0);
        };
        switch (containers.get(random.nextInt(containers.size()))) {
            case ObjectNode object -> {
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                object.set(names.get(random.nextInt(names.size())), anything);
            }
            case ArrayNode array -> array.set(random.nextInt(array.size()), anything);
            default -> throw new IllegalStateException("a container is an object or an array");
        }
    }

    private static void collectContainers(JsonNode node, List<JsonNode> into) {
        if (node.isContainerNode() && !node.isEmpty()) {
            into.add(node);
            node.forEach(child -> collectContainers(child, into));
        }
    }

    private static ObjectNode said(Translation translation) {
        assertThat(translation).isInstanceOf(Translation.Ready.class);
        return WireJson.object(((Translation.Ready) translation).request().body())
                .orElseThrow();
    }
}
