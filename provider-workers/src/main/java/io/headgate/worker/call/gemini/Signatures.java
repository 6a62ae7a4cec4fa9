package io.headgate.worker.call.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.chat.Unsaid;
import org.jspecify.annotations.Nullable;

/**
 * The model's signatures of its thoughts, which are to be given back with what they came with. Clients get one as
 * {@code extra_content.google.thought_signature} of a tool call or a message, the way the provider's own OpenAI-compatible
 * endpoint gives it, and give the message back as it was.
 */
final class Signatures {
    static final String FIELD = "thoughtSignature";

    private static final String PROVIDER = "google";
    private static final String SIGNATURE = "thought_signature";

    /** The provider's word for a call that another model made, and that therefore has no signature. */
    private static final String SKIP = "skip_thought_signature_validator";

    private Signatures() {}

    /** What a client is given; null for none. */
    static @Nullable ObjectNode extra(JsonNode part) {
        String signature = Json.text(part, FIELD);
        if (signature.isEmpty()) {
            return null;
        }
        ObjectNode extra = Json.object();
        extra.putObject(PROVIDER).put(SIGNATURE, signature);
        return extra;
    }

    /** @param path of what has the extra content */
    static void giveBack(@Nullable ObjectNode extra, String path, ObjectNode part, Unsaid unsaid) {
        if (extra == null) {
            return;
        }
        String signature = Json.text(extra.path(PROVIDER), SIGNATURE);
        if (signature.isEmpty()) {
            unsaid.leaveOut(path + ".extra_content");
        } else {
            part.put(FIELD, signature);
        }
    }

    /** For the first call of a message, the only one that must have a signature. */
    static void standIn(ObjectNode part) {
        if (!part.has(FIELD)) {
            part.put(FIELD, SKIP);
        }
    }
}
