package io.headgate.worker.call.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Chunks to test with. */
public final class Chunks {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Chunks() {}

    /** A piece of the content of the first choice. */
    public static ObjectNode content(String text) {
        return said(0, "content", text);
    }

    public static ObjectNode said(int choice, String field, String text) {
        ObjectNode chunk =
                JsonNodeFactory.instance.objectNode().put("id", "c-1").put("object", "chat.completion.chunk");
        ObjectNode only = chunk.putArray("choices").addObject().put("index", choice);
        only.putObject("delta").put(field, text);
        only.putNull("finish_reason");
        return chunk;
    }

    /** Of the first choice. */
    public static ObjectNode finish(String reason) {
        return of("{\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"choices\":"
                + "[{\"index\":0,\"delta\":{},\"finish_reason\":\"%s\"}]}".formatted(reason));
    }

    public static ObjectNode of(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException(json, notJson);
        }
    }
}
