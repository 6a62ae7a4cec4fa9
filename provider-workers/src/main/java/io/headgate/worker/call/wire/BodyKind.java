package io.headgate.worker.call.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.headgate.schemas.message.RequestKind;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** What a client's body asks for, found without a tree of it. */
public final class BodyKind {
    private BodyKind() {}

    /** A body that has no {@code input} is not parsed; one that is no JSON object is taken for chat, and refused as such. */
    public static RequestKind of(String body) {
        return body.contains("\"input\"") ? parsed(body) : RequestKind.CHAT;
    }

    private static RequestKind parsed(String body) {
        Set<String> fields = new HashSet<>();
        try (JsonParser in = WireJson.MAPPER.createParser(body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return RequestKind.CHAT;
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                if (in.nextToken() != JsonToken.VALUE_NULL) {
                    fields.add(name);
                }
                in.skipChildren();
            }
            return RequestKind.of(fields::contains);
        } catch (IOException notJson) {
            return RequestKind.CHAT;
        }
    }
}
