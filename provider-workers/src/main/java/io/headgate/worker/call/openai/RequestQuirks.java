package io.headgate.worker.call.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.headgate.schemas.catalog.Dialect;
import io.headgate.worker.call.ApiKey;
import io.headgate.worker.call.chat.IdleParameters;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.chat.Unsaid;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a server's dialect makes of a request. Pure and thread-safe. */
final class RequestQuirks {
    private static final String MESSAGES = "messages";
    private static final String OF_EACH = "messages[].";
    private static final String CAP = "max_tokens";

    private final Dialect dialect;

    RequestQuirks(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Whether bodies go as they came, so that nobody need parse them. */
    boolean none() {
        return dialect.renamed().isEmpty()
                && dialect.unsupported().isEmpty()
                && dialect.values().isEmpty();
    }

    /** What the cap on output is called, where we set one. */
    String cap() {
        return dialect.renamed().getOrDefault(CAP, CAP);
    }

    /** Whether a stream may be asked to report its usage. */
    boolean streamOptions() {
        return dialect.streamOptions();
    }

    Map<String, String> headers(@Nullable ApiKey key) {
        Map<String, String> headers = new HashMap<>(dialect.headers());
        if (key != null) {
            String own = dialect.keyHeader();
            headers.put(own == null ? "Authorization" : own, own == null ? "Bearer " + key.value() : key.value());
        }
        return headers;
    }

    /** The body in the server's words; what it has none for goes to {@code unsaid}. */
    ObjectNode said(ObjectNode body, Unsaid unsaid) {
        ObjectNode said = Json.object();
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (name.equals(MESSAGES) && value instanceof ArrayNode messages) {
                said.set(name, said(messages, unsaid));
            } else {
                say(name, name, name, value, said, unsaid);
            }
        }
        return said;
    }

    private ArrayNode said(ArrayNode messages, Unsaid unsaid) {
        ArrayNode said = Json.array();
        for (int i = 0; i < messages.size(); i++) {
            JsonNode message = messages.get(i);
            if (!message.isObject()) {
                said.add(message);
                continue;
            }
            ObjectNode to = said.addObject();
            for (Map.Entry<String, JsonNode> field : message.properties()) {
                String name = field.getKey();
                say(OF_EACH + name, "messages[%d].%s".formatted(i, name), name, field.getValue(), to, unsaid);
            }
        }
        return said;
    }

    /**
     * Says one field.
     *
     * @param rule what the dialect calls it
     * @param path where it stands in the client's body
     */
    private void say(String rule, String path, String name, JsonNode value, ObjectNode to, Unsaid unsaid) {
        if (dialect.unsupported().contains(rule)) {
            boolean empty = value.isNull() || (value.isContainerNode() && value.isEmpty());
            if (!empty && !IdleParameters.isIdle(rule, value)) {
                unsaid.drop(path);
            }
            return;
        }
        String other = dialect.renamed().get(rule);
        if (other != null) {
            to.set(other, inItsWords(rule, value));
        } else if (!to.has(name)) {
            // Of a name and another that has become the same, the other counts: it is the newer one.
            to.set(name, inItsWords(rule, value));
        }
    }

    private JsonNode inItsWords(String rule, JsonNode value) {
        Map<String, String> words = dialect.values().get(rule);
        String other = words == null || !value.isTextual() ? null : words.get(value.textValue());
        return other == null ? value : TextNode.valueOf(other);
    }
}
