package io.headgate.api.chat.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client has been shown of a reply; and what of the whole reply it has not. Not thread-safe. */
final class Shown {
    private final Map<Place, StringBuilder> texts = new LinkedHashMap<>();
    private final Set<Integer> begun = new HashSet<>();
    private final Set<Integer> finished = new HashSet<>();
    /** Per choice, the providers' own numbers of its tool calls, in the order in which they began: some begin with 1. */
    private final Map<Integer, List<Integer>> calls = new HashMap<>();

    boolean nothing() {
        return begun.isEmpty();
    }

    /** Whether nothing was shown of other choices than these. */
    boolean onlyOf(Set<Integer> choices) {
        return choices.containsAll(begun);
    }

    /** Notes what a chunk's choice shows, and brings it into the form that OpenAI's clients read. */
    void note(ObjectNode choice) {
        int index = choice.path("index").asInt(0);
        choice.put("index", index);
        begun.add(index);
        if (choice.get("delta") instanceof ObjectNode delta) {
            joinParts(delta);
            numberCalls(index, delta);
            Texts.each(index, delta, this::note);
        }
        if (choice.path("finish_reason").isTextual()) {
            finished.add(index);
        }
    }

    private void note(Place place, ObjectNode holder, String text) {
        StringBuilder before = texts.computeIfAbsent(place, _ -> new StringBuilder());
        // Some repeat a name with each piece of what is said to it; it is shown once.
        if (place.field().equals(Place.NAME) && before.toString().equals(text)) {
            holder.remove(Place.NAME);
        } else {
            before.append(text);
        }
    }

    /** Some say a text in parts, and among them what they think. */
    private static void joinParts(ObjectNode delta) {
        if (!(delta.get("content") instanceof ArrayNode parts)) {
            return;
        }
        StringBuilder said = new StringBuilder();
        StringBuilder thought = new StringBuilder();
        for (JsonNode part : parts) {
            said.append(part.path("text").asText(""));
            part.path("thinking")
                    .forEach(piece -> thought.append(piece.path("text").asText("")));
        }
        delta.put("content", said.toString());
        if (!thought.isEmpty()) {
            delta.put("reasoning_content", thought.toString());
        }
    }

    private void numberCalls(int choice, ObjectNode delta) {
        for (JsonNode call : delta.path(Place.CALLS)) {
            if (call instanceof ObjectNode object) {
                object.put("index", number(choice, object));
            }
        }
    }

    /** Some give no number: then an id begins a call, and what has no id belongs to the last one. */
    private int number(int choice, ObjectNode call) {
        List<Integer> known = calls.computeIfAbsent(choice, _ -> new ArrayList<>());
        boolean begins = known.isEmpty() || !call.path("id").asText("").isEmpty();
        int own = call.path("index").isInt() ? call.path("index").intValue() : begins ? known.size() : known.getLast();
        if (!known.contains(own)) {
            known.add(own);
        }
        return known.indexOf(own);
    }

    /**
     * What is to be shown still, so that the client has the whole choice: deltas in order, each with its finish reason or
     * without. Null when what was shown is no beginning of it.
     */
    @Nullable
    List<ObjectNode> rest(ObjectNode choice) {
        int index = choice.path("index").asInt(0);
        JsonNode message = choice.path("message");
        List<ObjectNode> rest = new ArrayList<>();
        if (begun.contains(index)) {
            if (!addRest(index, message, rest)) {
                return null;
            }
        } else {
            rest.add(delta(index, whole(message), choice.path("logprobs")));
        }
        if (!finished.contains(index)) {
            ObjectNode end = delta(index, JsonNodeFactory.instance.objectNode(), choice.path("none"));
            end.set("finish_reason", choice.path("finish_reason"));
            rest.add(end);
        } else if (!rest.isEmpty()) {
            return null;
        }
        return rest;
    }

    private boolean addRest(int index, JsonNode message, List<ObjectNode> rest) {
        Map<Place, String> whole = new LinkedHashMap<>();
        Texts.each(index, message, (place, _, text) -> whole.put(place, text));
        for (Map.Entry<Place, StringBuilder> shown : texts.entrySet()) {
            boolean ours = shown.getKey().choice() == index;
            String all = whole.getOrDefault(shown.getKey(), "");
            if (ours && !all.startsWith(shown.getValue().toString())) {
                return false;
            }
        }
        int known = calls.getOrDefault(index, List.of()).size();
        whole.forEach((place, text) -> {
            StringBuilder before = texts.get(place);
            String more = before == null ? text : text.substring(before.length());
            if (!more.isEmpty() && place.call() < known) {
                ObjectNode delta = JsonNodeFactory.instance.objectNode();
                place.put(delta, more);
                rest.add(delta(index, delta, message.path("none")));
            }
        });
        JsonNode all = message.path(Place.CALLS);
        for (int call = known; call < all.size(); call++) {
            ObjectNode delta = JsonNodeFactory.instance.objectNode();
            delta.putArray(Place.CALLS).add(numbered(all.get(call), call));
            rest.add(delta(index, delta, message.path("none")));
        }
        return true;
    }

    private static ObjectNode whole(JsonNode message) {
        ObjectNode delta =
                message instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        if (delta.get(Place.CALLS) instanceof ArrayNode list) {
            ArrayNode numbered = delta.putArray(Place.CALLS);
            for (int call = 0; call < list.size(); call++) {
                numbered.add(numbered(list.get(call), call));
            }
        }
        return delta;
    }

    private static JsonNode numbered(JsonNode call, int number) {
        ObjectNode numbered = JsonNodeFactory.instance.objectNode().put("index", number);
        return call instanceof ObjectNode object ? numbered.setAll(object) : numbered;
    }

    private static ObjectNode delta(int index, ObjectNode delta, JsonNode logprobs) {
        ObjectNode choice = JsonNodeFactory.instance.objectNode().put("index", index);
        choice.set("delta", delta);
        if (logprobs.isObject()) {
            choice.set("logprobs", logprobs);
        }
        return choice.putNull("finish_reason");
    }
}
