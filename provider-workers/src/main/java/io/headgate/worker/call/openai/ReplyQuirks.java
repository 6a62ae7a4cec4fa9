package io.headgate.worker.call.openai;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.catalog.Dialect;
import io.headgate.worker.call.chat.ServedTier;
import io.headgate.worker.call.wire.WireError;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a server's dialect says in a completion, or in a chunk of one. Pure and thread-safe. */
final class ReplyQuirks {
    private final Dialect dialect;
    private final @Nullable JsonPointer usageAt;
    private final boolean none;

    ReplyQuirks(Dialect dialect) {
        this.dialect = dialect;
        this.usageAt = dialect.usageAt() == null ? null : JsonPointer.compile(dialect.usageAt());
        this.none = dialect.finishReasons().isEmpty()
                && dialect.serviceTiers().isEmpty()
                && dialect.failures().isEmpty()
                && dialect.reasoningField().equals(Dialect.REASONING_FIELD)
                && dialect.usageAt() == null;
    }

    /** Whether replies are OpenAI's as they come: then nothing fails and nothing is changed here. */
    boolean none() {
        return none;
    }

    /** Why a reply with a 2xx status failed all the same; empty when it did not. */
    Optional<WireError> failure(JsonNode reply) {
        if (none) {
            return Optional.empty();
        }
        for (JsonNode choice : reply.path("choices")) {
            if (OpenAiError.isIn(choice)) {
                return Optional.of(OpenAiError.of(choice));
            }
            String reason = choice.path("finish_reason").asText("");
            Integer status = dialect.failures().get(reason);
            if (status != null) {
                return Optional.of(new WireError(status, reason, null, null, null, null));
            }
        }
        return Optional.empty();
    }

    /** Says a reply in OpenAI's words, in place. */
    void translate(ObjectNode reply) {
        if (none) {
            return;
        }
        for (JsonNode choice : reply.path("choices")) {
            if (choice instanceof ObjectNode one) {
                String reason =
                        dialect.finishReasons().get(one.path("finish_reason").asText(""));
                if (reason != null) {
                    one.put("finish_reason", reason);
                }
                message(one.path("message"));
                message(one.path("delta"));
            }
        }
        String tier = dialect.serviceTiers().get(reply.path(ServedTier.FIELD).asText(""));
        if (tier != null) {
            reply.put(ServedTier.FIELD, tier);
        }
        if (usageAt != null
                && !reply.path("usage").isObject()
                && reply.at(usageAt).isObject()) {
            reply.set("usage", reply.at(usageAt));
        }
    }

    private void message(JsonNode message) {
        if (!(message instanceof ObjectNode one)) {
            return;
        }
        JsonNode reasoning = one.path(dialect.reasoningField());
        if (reasoning.isTextual() && !one.has(Dialect.REASONING_FIELD)) {
            one.remove(dialect.reasoningField());
            one.set(Dialect.REASONING_FIELD, reasoning);
        }
        if (one.path("content").isArray()) {
            parts(one);
        }
    }

    /** Some answer in parts: {@code text}, and {@code thinking}, which holds texts of its own. */
    private static void parts(ObjectNode message) {
        StringBuilder text = new StringBuilder();
        StringBuilder thinking = new StringBuilder();
        for (JsonNode part : message.path("content")) {
            text.append(part.path("text").asText(""));
            for (JsonNode thought : part.path("thinking")) {
                thinking.append(thought.path("text").asText(""));
            }
        }
        message.put("content", text.toString());
        if (!thinking.isEmpty() && !message.path(Dialect.REASONING_FIELD).isTextual()) {
            message.put(Dialect.REASONING_FIELD, thinking.toString());
        }
    }
}
