package io.headgate.worker.redact;

import io.headgate.schemas.json.JsonValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The way through a JSON tree. Makes a new tree of what has become another, and copies nothing where nothing has. */
final class JsonWalk {
    private static final int NAME_SHOWN = 64;

    /** Names and indexes down to where we are. */
    private final Deque<Object> way = new ArrayDeque<>();

    private @Nullable String uncertain;

    /** What becomes of a member. */
    interface Change {
        JsonValue of(String name, JsonValue value);
    }

    /** The first place that could not be looked into; null when there was none. */
    @Nullable
    String uncertain() {
        return uncertain;
    }

    /** Where we are cannot be looked into. */
    void notSeen() {
        uncertain = uncertain == null ? place() : uncertain;
    }

    JsonValue members(JsonValue.Obj object, Change change) {
        Map<String, JsonValue> changed = null;
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            String name = member.getKey();
            JsonValue before = member.getValue();
            way.addLast(name);
            JsonValue after = change.of(name, before);
            way.removeLast();
            if (after != before) {
                changed = changed == null ? new LinkedHashMap<>(object.members()) : changed;
                changed.put(name, after);
            }
        }
        return changed == null ? object : new JsonValue.Obj(changed, object.start(), object.end());
    }

    JsonValue items(JsonValue.Arr array, UnaryOperator<JsonValue> each) {
        List<JsonValue> items = array.items();
        List<JsonValue> changed = null;
        for (int i = 0; i < items.size(); i++) {
            JsonValue before = items.get(i);
            way.addLast(i);
            JsonValue after = each.apply(before);
            way.removeLast();
            if (after != before) {
                changed = changed == null ? new ArrayList<>(items) : changed;
                changed.set(i, after);
            }
        }
        return changed == null ? array : new JsonValue.Arr(changed);
    }

    private String place() {
        StringBuilder place = new StringBuilder();
        for (Object step : way) {
            if (step instanceof Integer index) {
                place.append('[').append(index.intValue()).append(']');
            } else {
                place.append(place.isEmpty() ? "" : ".").append(shown(step.toString()));
            }
        }
        return place.isEmpty() ? "body" : place.toString();
    }

    /** Names are the client's: one that is more than a word may be something that is not to be told. */
    private static String shown(String name) {
        boolean word =
                name.length() <= NAME_SHOWN && name.chars().allMatch(c -> Characters.isLetter((char) c) || c == '_');
        return word ? name : "…";
    }
}
