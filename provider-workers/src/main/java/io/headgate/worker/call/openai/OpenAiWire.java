package io.headgate.worker.call.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.ApiKey;
import io.headgate.worker.call.wire.ChatCall;
import io.headgate.worker.call.wire.ReplyJson;
import io.headgate.worker.call.wire.StreamReader;
import io.headgate.worker.call.wire.Translation;
import io.headgate.worker.call.wire.Wire;
import io.headgate.worker.call.wire.WireError;
import io.headgate.worker.call.wire.WireReply;
import io.headgate.worker.call.wire.WireRequest;
import io.headgate.worker.call.wire.WireRequest.Method;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's chat completions, and all that is compatible with them: Azure's v1 endpoints take the key in the same header.
 * What the client wrote goes upstream field by field, and what the provider answered comes back as it came.
 */
public final class OpenAiWire implements Wire {
    /** The name in the catalogue. */
    public static final String NAME = "openai";

    /** By base URL; a catalogue has few, and each call would parse its own. */
    private final Map<URI, URI> chatUris = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Translation translate(ChatCall call) {
        Optional<byte[]> body =
                ChatBody.upstream(call.text(), call.providerModel(), call.maxOutputTokens(), call.streamed());
        if (body.isEmpty()) {
            return new Translation.Unsayable("a body that is no JSON object", "a JSON object");
        }
        URI uri = chatUris.computeIfAbsent(call.baseUrl(), base -> URI.create(base + "/chat/completions"));
        return new Translation.Ready(new WireRequest(Method.POST, uri, headers(call.apiKey()), body.get()), List.of());
    }

    @Override
    public WireReply read(byte[] body, ChatCall call) {
        Optional<ReplyJson> json = ReplyJson.of(body);
        if (json.isEmpty()) {
            return new WireReply.Unreadable("no whole JSON object", null);
        }
        ObjectNode tree = json.get().tree();
        // Whatever else is wrong with a reply, the usage it reports has been billed.
        Usage usage = OpenAiUsage.reported(tree).orElse(null);
        return OpenAiError.isIn(tree) && tree.path("choices").isEmpty()
                ? new WireReply.Failed(OpenAiError.of(tree), usage)
                : new WireReply.Completion(tree, json.get().text(), usage);
    }

    @Override
    public StreamReader streamed(ChatCall call) {
        return new OpenAiStream();
    }

    @Override
    public WireError error(byte[] body) {
        return ReplyJson.of(body).map(json -> OpenAiError.of(json.tree())).orElse(WireError.NONE);
    }

    /** A list of models costs nothing anywhere. */
    @Override
    public WireRequest check(URI baseUrl, @Nullable ApiKey key, @Nullable String apiVersion) {
        return new WireRequest(Method.GET, URI.create(baseUrl + "/models"), headers(key), new byte[0]);
    }

    private static Map<String, String> headers(@Nullable ApiKey key) {
        return key == null ? Map.of() : Map.of("Authorization", "Bearer " + key.value());
    }
}
