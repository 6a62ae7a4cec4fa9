package io.headgate.api.chat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a chat-completions body what the face itself needs. All else is {@code IntakeReader}'s to judge, so what is no JSON, or
 * not strict enough, goes on to it as it came. Only a body that holds the extension {@code headgate}, or {@code metadata} with
 * {@code headgate_…} keys, is written anew, without them.
 */
public final class ChatBodyReader {
    private static final String EXTENSION = "headgate";

    private ChatBodyReader() {}

    public static ChatRequest read(byte[] body) {
        Glance glance = Glance.at(body);
        if (glance.foreign != null) {
            return new ChatRequest.Refused(
                    new Failure(
                            FailureCode.INVALID_FIELD,
                            "A chat completion has no field '%s'.".formatted(glance.foreign),
                            glance.foreign,
                            "the fields of OpenAI's chat completions, and 'headgate'"),
                    glance.foreign);
        }
        return glance.extended ? extended(body, glance) : plain(body, glance);
    }

    private static ChatRequest plain(byte[] body, Glance glance) {
        return new ChatRequest.Readable(body, Map.of(), null, null, glance.streamed, glance.usageWanted);
    }

    private static ChatRequest extended(byte[] body, Glance glance) {
        ObjectNode root;
        try {
            root = ChatJson.object(body);
        } catch (IOException notStrictJson) {
            return plain(body, glance);
        }
        return switch (MetadataClaims.takenFrom(root)) {
            case MetadataClaims.Unknown(Failure failure, String param) -> new ChatRequest.Refused(failure, param);
            case MetadataClaims.Taken(var claims) -> {
                var extension = root.remove(EXTENSION);
                ObjectNode whole = root;
                if (extension != null) {
                    whole = ChatJson.newObject();
                    whole.set(EXTENSION, extension);
                    whole.set("body", root);
                }
                yield new ChatRequest.Readable(
                        ChatJson.bytes(whole),
                        claims,
                        extension == null ? null : extension.path("id").textValue(),
                        extension == null ? null : extension.at("/tags/project").textValue(),
                        glance.streamed,
                        glance.usageWanted);
            }
        };
    }

    /** One pass over the names at the top; what is not looked for is skipped. */
    private static final class Glance {
        private boolean streamed;
        private boolean usageWanted;
        private boolean extended;
        private boolean messages;
        private @Nullable String foreign;

        static Glance at(byte[] body) {
            Glance glance = new Glance();
            try (JsonParser in = ChatJson.parser(body)) {
                if (in.nextToken() == JsonToken.START_OBJECT) {
                    while (in.nextToken() == JsonToken.FIELD_NAME) {
                        glance.field(in, in.currentName());
                    }
                }
            } catch (IOException notJson) {
                // IntakeReader says what is wrong with it, and where.
                return glance;
            }
            if (glance.messages && "body".equals(glance.foreign)) {
                glance.foreign = null;
            }
            return glance;
        }

        private void field(JsonParser in, String name) throws IOException {
            JsonToken value = in.nextToken();
            switch (name) {
                case "stream" -> streamed = value == JsonToken.VALUE_TRUE;
                case "messages" -> messages = true;
                case EXTENSION -> extended = true;
                // What the native routes take for an envelope or a line of a batch is no chat completion.
                case "custom_id", "body" -> foreign = name;
                case "stream_options" -> {
                    if (value == JsonToken.START_OBJECT) {
                        options(in);
                        return;
                    }
                }
                case "metadata" -> {
                    if (value == JsonToken.START_OBJECT) {
                        metadata(in);
                        return;
                    }
                }
                default -> {}
            }
            in.skipChildren();
        }

        private void options(JsonParser in) throws IOException {
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                JsonToken value = in.nextToken();
                usageWanted |= name.equals("include_usage") && value == JsonToken.VALUE_TRUE;
                in.skipChildren();
            }
        }

        private void metadata(JsonParser in) throws IOException {
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                extended |= in.currentName().startsWith(MetadataClaims.PREFIX);
                in.nextToken();
                in.skipChildren();
            }
        }
    }
}
