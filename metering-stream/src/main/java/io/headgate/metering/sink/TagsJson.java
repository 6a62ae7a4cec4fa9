package io.headgate.metering.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.metering.aggregate.BookText;
import java.util.Map;
import java.util.TreeMap;

/** Tags as a table keeps them: a JSON object, its keys in order, of text that Postgres takes. */
final class TagsJson {
    private static final String NONE = "{}";
    private static final ObjectMapper JSON = new ObjectMapper();

    private TagsJson() {}

    static String of(Map<String, String> tags) {
        if (tags.isEmpty()) {
            return NONE;
        }
        Map<String, String> clean = new TreeMap<>();
        tags.forEach((key, value) -> clean.put(BookText.clean(key), BookText.clean(value)));
        try {
            return JSON.writeValueAsString(clean);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings is always JSON", e);
        }
    }
}
