package io.headgate.worker.call.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;

/** Whether a client wants to be shown its reply while it comes: {@code "stream": true} in its body. */
public final class StreamWish {
    private static final String STREAM = "stream";
    /** Buffers come from one pool: thousands of virtual threads would each make and hold their own. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
            .build();

    private StreamWish() {}

    /** Whether a body says so; false for one that is no JSON object. A body without the word is not parsed. */
    public static boolean in(String body) {
        return body.contains("\"" + STREAM + "\"") && isTrue(body);
    }

    private static boolean isTrue(String body) {
        try (JsonParser in = JSON.createParser(body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = in.currentName().equals(STREAM);
                JsonToken value = in.nextToken();
                if (found) {
                    return value == JsonToken.VALUE_TRUE;
                }
                in.skipChildren();
            }
            return false;
        } catch (IOException notJson) {
            return false;
        }
    }
}
