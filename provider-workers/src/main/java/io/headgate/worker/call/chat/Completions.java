package io.headgate.worker.call.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.money.ServiceTier;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.wire.UsageJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes OpenAI's objects from what a provider answered. */
public final class Completions {
    private Completions() {}

    /**
     * What every object of one answer begins with.
     *
     * @param id the provider's; null when it gave none
     * @param model what the provider says it used; null when it did not
     * @param tier at which it says it served; not written where that is the ordinary one
     */
    public record Head(@Nullable String id, @Nullable String model, ServiceTier tier) {
        public static final Head NONE = new Head(null, null, new ServiceTier.Standard());

        /** From fields of a provider's, which says nothing of tiers. */
        public static Head of(JsonNode id, JsonNode model) {
            return new Head(textOrNull(id), textOrNull(model), new ServiceTier.Standard());
        }

        /** The same, served at another tier. */
        public Head at(ServiceTier served) {
            return new Head(id, model, served);
        }

        private ObjectNode object(String kind) {
            ObjectNode object = Json.object();
            if (id != null) {
                object.put("id", id);
            }
            object.put("object", kind);
            if (model != null) {
                object.put("model", model);
            }
            if (!tier.equals(new ServiceTier.Standard())) {
                object.put(ServedTier.FIELD, ServedTier.nameOf(tier));
            }
            return object;
        }
    }

    /**
     * One choice of a completion.
     *
     * @param finish null when the provider gave no reason
     */
    public static ObjectNode choice(int index, ObjectNode message, @Nullable String finish) {
        ObjectNode choice = Json.object().put("index", index);
        choice.set("message", message);
        return choice.put("finish_reason", finish);
    }

    public static ObjectNode completion(Head head, List<ObjectNode> choices, @Nullable Usage usage) {
        ObjectNode completion = head.object("chat.completion");
        ArrayNode array = completion.putArray("choices");
        choices.forEach(array::add);
        if (usage != null) {
            completion.set("usage", UsageJson.of(usage));
        }
        return completion;
    }

    /**
     * A chunk that adds to one choice.
     *
     * @param finish null until the choice has ended
     */
    public static ObjectNode chunk(Head head, int index, ObjectNode delta, @Nullable String finish) {
        ObjectNode chunk = head.object("chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", index);
        choice.set("delta", delta);
        choice.put("finish_reason", finish);
        return chunk;
    }

    private static @Nullable String textOrNull(JsonNode node) {
        return node.isTextual() && !node.textValue().isBlank() ? node.textValue() : null;
    }
}
