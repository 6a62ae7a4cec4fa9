package io.headgate.worker.call.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Speaks Google's generateContent; the base URL ends before {@code /models}:
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
    public Translation translate(ChatCall call) {
        Unsaid unsaid = new Unsaid(call.unsupported(), "Gemini's generateContent");
        ObjectNode body = RequestBody.of(call, unsaid);
        return unsaid.translation(
                () -> new WireRequest(Method.POST, uri(call), headers(call.apiKey()), WireJson.bytes(body)));
    }

    /** A model's name is one segment of a path, whatever is in it. */
    private static URI uri(ChatCall call) {
        String model =
                URLEncoder.encode(call.providerModel(), StandardCharsets.UTF_8).replace("+", "%20");
        String method = call.streamed() ? "streamGenerateContent?alt=sse" : "generateContent";
        return URI.create("%s/models/%s:%s".formatted(call.baseUrl(), model, method));
    }

    @Override
    public WireReply read(byte[] body, ChatCall call) {
        return GeminiReply.of(body);
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
