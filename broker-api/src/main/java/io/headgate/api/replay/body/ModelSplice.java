package io.headgate.api.replay.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.headgate.schemas.id.Alias;
import java.io.IOException;

/** Puts another alias into the text of a body, so that numbers, order and spaces stay as the client wrote them. */
public final class ModelSplice implements Bodies {
    private static final JsonFactory JSON = new JsonFactory();

    @Override
    public String withModel(String body, Alias alias) {
        try (JsonParser parser = JSON.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals("model");
                parser.nextToken();
                if (found) {
                    return spliced(body, parser, alias);
                }
                parser.skipChildren();
            }
        } catch (IOException notJson) {
            throw new IllegalArgumentException("a body that was let in is no JSON");
        }
        throw new IllegalArgumentException("a body that was let in has no model");
    }

    private static String spliced(String body, JsonParser parser, Alias alias) throws IOException {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        // The text is read to its end first: a parser stands behind the opening quote until somebody asks for it.
        parser.finishToken();
        int end = (int) parser.currentLocation().getCharOffset();
        char[] escaped = JsonStringEncoder.getInstance().quoteAsString(alias.value());
        return body.substring(0, start) + '"' + new String(escaped) + '"' + body.substring(end);
    }
}
