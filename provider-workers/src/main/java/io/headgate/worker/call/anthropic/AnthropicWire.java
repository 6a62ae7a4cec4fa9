package io.headgate.worker.call.anthropic;

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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Speaks Anthropic's messages; the base URL ends before {@code /messages}: {@code https://api.anthropic.com/v1}. */
public final class AnthropicWire implements Wire {
    /** The name in the catalogue. */
    public static final String NAME = "anthropic";

    /** What it is called for people. */
    static final String FORMAT = "Anthropic's messages";

    /** What is spoken where the catalogue says nothing. */
    private static final String VERSION = "2023-06-01";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Translation translate(ChatCall call) {
        Unsaid unsaid = new Unsaid(call.unsupported(), FORMAT);
        ObjectNode body = RequestBody.of(call, unsaid);
        return unsaid.translation(() -> request(call, body));
    }

    /** The call, said so. */
    static WireRequest request(ChatCall call, ObjectNode body) {
        return new WireRequest(
                Method.POST,
                URI.create(call.baseUrl() + "/messages"),
                headers(call.apiKey(), call.apiVersion()),
                WireJson.bytes(body));
    }

    @Override
    public WireReply read(byte[] body, ChatCall call) {
        return new MessageReply(call, SaidBefore.NOTHING).read(body);
    }

    @Override
    public StreamReader streamed(ChatCall call) {
        return new MessageStream(call);
    }

    /** Of an error. */
    @Override
    public @Nullable String requestId(byte[] body) {
        Optional<ObjectNode> error = WireJson.object(body);
        return error.isEmpty() ? null : error.get().path("request_id").textValue();
    }

    @Override
    public WireError error(byte[] body) {
        return WireJson.object(body).map(AnthropicError::of).orElse(WireError.NONE);
    }

    /** One of the models: a list of them costs nothing. */
    @Override
    public WireRequest check(URI baseUrl, @Nullable ApiKey key, @Nullable String apiVersion) {
        return new WireRequest(
                Method.GET, URI.create(baseUrl + "/models?limit=1"), headers(key, apiVersion), new byte[0]);
    }

    private static Map<String, String> headers(@Nullable ApiKey key, @Nullable String version) {
        Map<String, String> headers = new HashMap<>();
        headers.put("anthropic-version", version == null ? VERSION : version);
        if (key != null) {
            headers.put("x-api-key", key.value());
        }
        return headers;
    }
}
