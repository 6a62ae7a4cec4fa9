package io.headgate.deploy.simulator.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.generation.Conversation;
import io.headgate.deploy.simulator.generation.Conversation.Role;
import io.headgate.deploy.simulator.wire.RefusedRequest;
import io.headgate.deploy.simulator.wire.RequestBody;
import java.util.Set;

/** Reads the contents of a conversation: each turn's function calls have as many responses in the next. */
final class ContentsReader {
    private static final Set<String> PART_FIELDS =
            Set.of("text", "inlineData", "fileData", "functionCall", "functionResponse", "thought", "thoughtSignature");

    private final Conversation conversation;
    private int openCalls;

    private ContentsReader(Conversation conversation) {
        this.conversation = conversation;
    }

    static void read(JsonNode contents, Conversation conversation) throws RefusedRequest {
        if (!contents.isArray() || contents.isEmpty()) {
            throw new RefusedRequest("contents", "* GenerateContentRequest.contents: contents is not specified");
        }
        ContentsReader reader = new ContentsReader(conversation);
        for (int i = 0; i < contents.size(); i++) {
            reader.turn(contents.get(i), i);
        }
    }

    private void turn(JsonNode content, int index) throws RefusedRequest {
        String where = "contents[" + index + "]";
        RequestBody.checkFields(content, Set.of("role", "parts"), field -> ContentRequestReader.unknown(field, where));
        String role = content.path("role").asText("user");
        if (!role.equals("user") && !role.equals("model")) {
            throw new RefusedRequest("contents", "Please use a valid role: user, model.");
        }
        JsonNode parts = content.path("parts");
        if (!parts.isArray() || parts.isEmpty()) {
            throw new RefusedRequest(
                    "contents", "* GenerateContentRequest." + where + ".parts: contents.parts must not be empty.");
        }
        int calls = count(parts, "functionCall");
        if (count(parts, "functionResponse") != openCalls) {
            throw new RefusedRequest(
                    "contents",
                    "Please ensure that the number of function response parts is equal to the number of function call"
                            + " parts of the function call turn.");
        }
        openCalls = calls;
        for (JsonNode part : parts) {
            RequestBody.checkFields(part, PART_FIELDS, field -> ContentRequestReader.unknown(field, where + ".parts"));
            part(part, role.equals("user") ? Role.USER : Role.ASSISTANT, where);
        }
    }

    private static int count(JsonNode parts, String field) {
        int count = 0;
        for (JsonNode part : parts) {
            count += part.has(field) ? 1 : 0;
        }
        return count;
    }

    private void part(JsonNode part, Role role, String where) throws RefusedRequest {
        conversation.speaks(part.has("functionResponse") ? Role.TOOL : role);
        if (part.path("thought").asBoolean(false)) {
            // The model's own, sent back to it: it is not counted again.
            return;
        }
        if (part.path("text").isTextual()) {
            conversation.says(part.path("text").asText());
        } else if (part.has("inlineData")) {
            conversation.showsImage(part.path("inlineData").path("data").asText());
        } else if (part.has("fileData")) {
            conversation.showsImage(part.path("fileData").path("fileUri").asText());
        } else if (part.has("functionCall")) {
            JsonNode call = part.path("functionCall");
            conversation.callsTool(call.path("name").asText(), object(call.path("args"), where));
        } else if (part.has("functionResponse")) {
            conversation.says(response(object(part.path("functionResponse").path("response"), where)));
        } else {
            throw new RefusedRequest(
                    "contents",
                    "* GenerateContentRequest." + where
                            + ".parts.data: required oneof field 'data' must have one initialized field");
        }
    }

    private static JsonNode object(JsonNode struct, String where) throws RefusedRequest {
        if (!struct.isObject()) {
            throw new RefusedRequest(
                    "contents", "Invalid value at '" + where + ".parts' (type.googleapis.com/google.protobuf.Struct)");
        }
        return struct;
    }

    /** A text that is alone in its object says what other formats say without one. */
    private static String response(JsonNode object) {
        JsonNode only = object.size() == 1 ? object.elements().next() : object;
        return only.isTextual() ? only.asText() : object.toString();
    }
}
