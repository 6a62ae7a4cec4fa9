package io.headgate.worker.call.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A reply's body: one whole JSON object in UTF-8, as it came and as it reads. */
public record ReplyJson(String text, ObjectNode tree) {
    private static final ObjectReader READER = WireJson.MAPPER.readerFor(JsonNode.class);
    /** What decoding puts in the place of what is not UTF-8; it may also have been sent as such. */
    private static final char REPLACEMENT = '\uFFFD';

    /** Empty when it is anything else. */
    public static Optional<ReplyJson> of(byte[] body) {
        try {
            if (!(READER.readTree(body) instanceof ObjectNode tree)) {
                return Optional.empty();
            }
            String text = new String(body, StandardCharsets.UTF_8);
            if (text.indexOf(REPLACEMENT) >= 0) {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            }
            return Optional.of(new ReplyJson(text, tree));
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** Without the text: a completion never reaches a log. */
    @Override
    public String toString() {
        return "ReplyJson[%d characters]".formatted(text.length());
    }
}
