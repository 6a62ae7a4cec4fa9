package io.headgate.worker.call.ollama;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.message.RequestKind;
import io.headgate.worker.call.ApiKey;
import io.headgate.worker.call.chat.Unsaid;
import io.headgate.worker.call.wire.ChatCall;
import io.headgate.worker.call.wire.Framing;
import io.headgate.worker.call.wire.StreamReader;
import io.headgate.worker.call.wire.Translation;
import io.headgate.worker.call.wire.Wire;
import io.headgate.worker.call.wire.WireError;
import io.headgate.worker.call.wire.WireJson;
import io.headgate.worker.call.wire.WireReply;
import io.headgate.worker.call.wire.WireRequest;
import io.headgate.worker.call.wire.WireRequest.Method;
import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Speaks Ollama's own interface; the base URL ends before {@code /api}: {@code http://localhost:11434}. */
public final class OllamaWire implements Wire {
    /** The name in the catalogue. */
    public static final String NAME = "ollama";

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
        return switch (call.kind()) {
            case CHAT -> {
                Unsaid unsaid = new Unsaid(call.unsupported(), "Ollama's chat");
                yield said(call, unsaid, "/api/chat", OllamaRequest.of(call, unsaid));
            }
            case EMBEDDINGS -> {
                Unsaid unsaid = new Unsaid(call.unsupported(), "Ollama's embed");
                yield said(call, unsaid, "/api/embed", OllamaEmbeddings.request(call, unsaid));
            }
        };
    }

    private static Translation said(ChatCall call, Unsaid unsaid, String path, ObjectNode body) {
        return unsaid.translation(() -> new WireRequest(
                Method.POST, URI.create(call.baseUrl() + path), headers(call.apiKey()), WireJson.bytes(body)));
    }

    @Override
    public WireReply read(byte[] body, ChatCall call) {
        return switch (call.kind()) {
            case CHAT -> OllamaReply.of(body);
            case EMBEDDINGS -> OllamaEmbeddings.reply(body, call.body());
        };
    }

    @Override
    public Framing framing() {
        return Framing.NDJSON;
    }

    @Override
    public StreamReader streamed(ChatCall call) {
        return new OllamaStream();
    }

    @Override
    public WireError error(byte[] body) {
        return WireJson.object(body).map(OllamaError::of).orElse(WireError.NONE);
    }

    @Override
    public WireRequest check(URI baseUrl, @Nullable ApiKey key, @Nullable String apiVersion) {
        return new WireRequest(Method.GET, URI.create(baseUrl + "/api/tags"), headers(key), new byte[0]);
    }

    /** One's own server wants no key; Ollama's cloud does, and so may a proxy before a server. */
    private static Map<String, String> headers(@Nullable ApiKey key) {
        return key == null ? Map.of() : Map.of("Authorization", "Bearer " + key.value());
    }
}
