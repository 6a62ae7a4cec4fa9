package io.headgate.worker.call.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one object of a client's body. Who can say a field takes it; at the end, {@link #done()}, what nobody took
 * is {@link Unsaid}. So a field that nobody thought of is never lost silently. A null is a missing field.
 */
public final class Fields {
    private static final int NAME_SHOWN = 64;

    private final String path;
    private final ObjectNode object;
    private final Unsaid unsaid;
    private final Set<String> taken = new HashSet<>();

    Fields(String path, ObjectNode object, Unsaid unsaid) {
        this.path = path;
        this.object = object;
        this.unsaid = unsaid;
    }

    /** Of the whole body. */
    public static Fields ofBody(ObjectNode body, Unsaid unsaid) {
        return new Fields("", body, unsaid);
    }

    /** Where a field is in the body: {@code messages[2].name}. */
    public String path(String name) {
        String shown = name.length() <= NAME_SHOWN ? name : name.substring(0, NAME_SHOWN);
        return path.isEmpty() ? shown : path + "." + shown;
    }

    public String path() {
        return path;
    }

    /** Any value, not taken by looking. */
    public @Nullable JsonNode peek(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** Any value. */
    public @Nullable JsonNode take(String name) {
        taken.add(name);
        return peek(name);
    }

    public @Nullable String text(String name) {
        JsonNode value = take(name, "a string", JsonNode::isTextual);
        return value == null ? null : value.textValue();
    }

    /** With the digits that the client wrote. */
    public @Nullable JsonNode number(String name) {
        return take(name, "a number", JsonNode::isNumber);
    }

    /** A whole number of 0 or more. */
    public @Nullable Long count(String name) {
        JsonNode value = take(name, "a whole number, 0 or more", Counts::isCount);
        return value == null ? null : value.longValue();
    }

    public @Nullable Boolean flag(String name) {
        JsonNode value = take(name, "true or false", JsonNode::isBoolean);
        return value == null ? null : value.booleanValue();
    }

    /** An object that is said as it is. */
    public @Nullable ObjectNode tree(String name) {
        return (ObjectNode) take(name, "an object", JsonNode::isObject);
    }

    /** An object whose fields are taken one by one. */
    public @Nullable Fields object(String name) {
        ObjectNode value = tree(name);
        return value == null ? null : new Fields(path(name), value, unsaid);
    }

    /** An array of objects; empty when it is missing. */
    public List<Fields> objects(String name) {
        List<Fields> objects = new ArrayList<>();
        JsonNode array = take(name, "an array of objects", JsonNode::isArray);
        for (int i = 0; array != null && i < array.size(); i++) {
            String at = "%s[%d]".formatted(path(name), i);
            if (array.get(i) instanceof ObjectNode element) {
                objects.add(new Fields(at, element, unsaid));
            } else {
                unsaid.refuse(at, "an object");
            }
        }
        return objects;
    }

    private interface Kind {
        boolean is(JsonNode value);
    }

    private @Nullable JsonNode take(String name, String allowed, Kind kind) {
        JsonNode value = take(name);
        if (value == null || kind.is(value)) {
            return value;
        }
        unsaid.refuse(path(name), allowed);
        return null;
    }

    /** This field cannot be said, or not as it is. */
    public void drop(String name, String allowed) {
        taken.add(name);
        unsaid.drop(path(name), allowed);
    }

    /** This field cannot be said, and without it the request would be another. */
    public void refuse(String name, String allowed) {
        taken.add(name);
        unsaid.refuse(path(name), allowed);
    }

    /** Whatever nobody took cannot be said, unless it says nothing. */
    public void done() {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            JsonNode value = field.getValue();
            boolean empty = value.isNull() || (value.isContainerNode() && value.isEmpty());
            boolean idle = path.isEmpty() && IdleParameters.isIdle(field.getKey(), value);
            if (!taken.contains(field.getKey()) && !empty && !idle) {
                unsaid.drop(path(field.getKey()));
            }
        }
    }
}
