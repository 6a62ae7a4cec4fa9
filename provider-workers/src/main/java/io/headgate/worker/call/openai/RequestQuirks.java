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
import io.headgate.worker.call.openai.ChatBody.CapNames;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a server's dialect makes of a request. Pure and thread-safe. */
final class RequestQuirks {
    private static final String MESSAGES = "messages";
    private static final String OF_EACH = "messages[].";

    private final Dialect dialect;
    /** But for the cap on output: its names are {@link #caps}, for which nobody need parse a body. */
    private final Map<String, String> renamed;

    RequestQuirks(Dialect dialect) {
        this.dialect = dialect;
        this.renamed = new HashMap<>(dialect.renamed());
        renamed.keySet().removeAll(Set.of(ChatBody.OLDER_CAP, ChatBody.NEWER_CAP));
    }

    /** Whether bodies go as they came but for the cap, so that nobody need parse them. */
    boolean none() {
        return renamed.isEmpty()
                && dialect.unsupported().isEmpty()
                && dialect.values().isEmpty();
    }

    /** What the cap on output is called. */
    CapNames caps() {
        return new CapNames(called(ChatBody.OLDER_CAP), called(ChatBody.NEWER_CAP));
    }

    private String called(String field) {
        return dialect.renamed().getOrDefault(field, field);
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
        String other = renamed.get(rule);
        if (other != null) {
            to.set(other, inItsWords(rule, value));
        } else if (!to.has(name)) {
            // Of the server's own name and of OpenAI's, which has become the same, OpenAI's counts.
            to.set(name, inItsWords(rule, value));
        }
    }

    private JsonNode inItsWords(String rule, JsonNode value) {
        Map<String, String> words = dialect.values().get(rule);
        String other = words == null || !value.isTextual() ? null : words.get(value.textValue());
        return other == null ? value : TextNode.valueOf(other);
    }
}
