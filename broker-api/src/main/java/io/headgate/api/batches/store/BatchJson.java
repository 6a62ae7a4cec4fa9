package io.headgate.api.batches.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.api.batches.input.LineError;
import java.util.List;
import java.util.Map;

/** The columns of a batch that are JSON. */
final class BatchJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private BatchJson() {}

    static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps and records of text can be written", impossible);
        }
    }

    static Map<String, String> metadata(String text) {
        return read(text, new TypeReference<>() {});
    }

    static List<LineError> problems(String text) {
        return read(text, new TypeReference<>() {});
    }

    private static <T> T read(String text, TypeReference<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a column of batches holds what was never written", e);
        }
    }
}
