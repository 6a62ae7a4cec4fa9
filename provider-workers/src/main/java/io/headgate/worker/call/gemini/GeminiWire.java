package io.headgate.worker.call.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.message.RequestKind;
import io.headgate.worker.call.ApiKey;
import io.headgate.worker.call.chat.Unsaid;
import io.headgate.worker.call.wire.ChatCall;
import io.headgate.worker.call.wire.StreamReader;
import io.headgate.worker.call.wire.Translation;
import io.headgate.worker.call.wire.Wire;
import io.headgate.worker.call.wire.WireError;
import io.headgate.worker.call.wire.WireJson;
import io.headgate.worker.call.wire.WireReply;
import io.headgate.worker.call.wire.WireRequest;
import io.headgate.worker.call.wire.WireRequest.Method;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Speaks Google's generateContent and batchEmbedContents; the base URL ends before {@code /models}:
 * {@code https://generativelanguage.googleapis.com/v1beta}. The version is in it.
 */
public final class GeminiWire implements Wire {
    /** The name in the catalogue. */
    public static final String NAME = "gemini";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<RequestKind> kinds() {
        return EnumSet.allOf(RequestKind.class);
    }

    @Override
    public Translation translate(ChatCall call) {
        Unsaid unsaid = new Unsaid(call.unsupported(), "Gemini's " + method(call));
        ObjectNode body = switch (call.kind()) {
            case CHAT -> RequestBody.of(call, unsaid);
            case EMBEDDINGS -> GeminiEmbeddings.request(call, unsaid);
        };
        return unsaid.translation(
                () -> new WireRequest(Method.POST, uri(call), headers(call.apiKey()), WireJson.bytes(body)));
    }

    /** A model's name is one segment of a path, whatever is in it. */
    private static URI uri(ChatCall call) {
        String model =
                URLEncoder.encode(call.providerModel(), StandardCharsets.UTF_8).replace("+", "%20");
        String query = call.streamed() ? "?alt=sse" : "";
        return URI.create("%s/models/%s:%s%s".formatted(call.baseUrl(), model, method(call), query));
    }

    private static String method(ChatCall call) {
        return switch (call.kind()) {
            case CHAT -> call.streamed() ? "streamGenerateContent" : "generateContent";
            case EMBEDDINGS -> "batchEmbedContents";
        };
    }

    @Override
    public WireReply read(byte[] body, ChatCall call) {
        return switch (call.kind()) {
            case CHAT -> GeminiReply.of(body);
            case EMBEDDINGS -> GeminiEmbeddings.reply(body, call.body());
        };
    }

    @Override
    public StreamReader streamed(ChatCall call) {
        return new GeminiStream();
    }

    @Override
    public WireError error(byte[] body) {
        return GeminiError.of(body);
    }

    /** One of the models: a list of them costs nothing. */
    @Override
    public WireRequest check(URI baseUrl, @Nullable ApiKey key, @Nullable String apiVersion) {
        return new WireRequest(Method.GET, URI.create(baseUrl + "/models?pageSize=1"), headers(key), new byte[0]);
    }

    private static Map<String, String> headers(@Nullable ApiKey key) {
        return key == null ? Map.of() : Map.of("x-goog-api-key", key.value());
    }
}
