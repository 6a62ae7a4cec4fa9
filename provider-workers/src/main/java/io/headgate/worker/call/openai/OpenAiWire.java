package io.headgate.worker.call.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.catalog.Dialect;
import io.headgate.schemas.message.RequestKind;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.ApiKey;
import io.headgate.worker.call.chat.Unsaid;
import io.headgate.worker.call.openai.ChatBody.Ours;
import io.headgate.worker.call.wire.ChatCall;
import io.headgate.worker.call.wire.ReplyJson;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's chat completions and embeddings, and all that is compatible with them: Azure's v1 endpoints take the key in the same header.
 * What the client wrote goes upstream field by field, and what the provider answered comes back as it came.
 */
public final class OpenAiWire implements Wire {
    /** The name in the catalogue. */
    public static final String NAME = "openai";

    private final RequestQuirks requests;
    private final ReplyQuirks replies;
    /** A catalogue has few, and each call would parse its own. */
    private final Map<Address, URI> uris = new ConcurrentHashMap<>();

    /** OpenAI's own. */
    public OpenAiWire() {
        this(Dialect.OPENAI);
    }

    /** A compatible server's. */
    public OpenAiWire(Dialect dialect) {
        this.requests = new RequestQuirks(dialect);
        this.replies = new ReplyQuirks(dialect);
    }

    private record Address(URI base, RequestKind kind) {
        URI uri() {
            return URI.create(base
                    + switch (kind) {
                        case CHAT -> "/chat/completions";
                        case EMBEDDINGS -> "/embeddings";
                    });
        }
    }

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
        Unsaid unsaid = new Unsaid(call.unsupported(), "the server's dialect");
        Ours ours = new Ours(
                call.providerModel(),
                requests.caps(),
                call.maxOutputTokens(),
                call.streamed(),
                requests.streamOptions());
        Optional<byte[]> body = said(call, unsaid).flatMap(text -> ChatBody.upstream(text, ours));
        if (body.isEmpty()) {
            return new Translation.Unsayable("a body that is no JSON object", "a JSON object");
        }
        URI uri = uris.computeIfAbsent(new Address(call.baseUrl(), call.kind()), Address::uri);
        return unsaid.translation(() -> new WireRequest(Method.POST, uri, requests.headers(call.apiKey()), body.get()));
    }

    /** Parsed only where a dialect has other words than for the cap on output. */
    private Optional<String> said(ChatCall call, Unsaid unsaid) {
        return requests.none()
                ? Optional.of(call.text())
                : WireJson.object(call.text()).map(body -> WireJson.written(requests.said(body, unsaid)));
    }

    @Override
    public WireReply read(byte[] body, ChatCall call) {
        Optional<ReplyJson> json = ReplyJson.of(body);
        if (json.isEmpty()) {
            return new WireReply.Unreadable("no whole JSON object", null);
        }
        if (call.kind() == RequestKind.EMBEDDINGS) {
            return EmbeddingsReply.of(json.get(), call.body());
        }
        ObjectNode tree = json.get().tree();
        Optional<WireError> failure = replies.failure(tree);
        replies.translate(tree);
        // Whatever else is wrong with a reply, the usage it reports has been billed.
        Usage usage = OpenAiUsage.reported(tree).orElse(null);
        if (OpenAiError.isIn(tree) && tree.path("choices").isEmpty()) {
            return new WireReply.Failed(OpenAiError.of(tree), usage);
        }
        return failure.isPresent()
                ? new WireReply.Failed(failure.get(), usage)
                : new WireReply.Completion(tree, replies.none() ? json.get().text() : null, usage);
    }

    @Override
    public StreamReader streamed(ChatCall call) {
        return new OpenAiStream(replies);
    }

    @Override
    public WireError error(byte[] body) {
        return ReplyJson.of(body).map(json -> OpenAiError.of(json.tree())).orElse(WireError.NONE);
    }

    /** A list of models costs nothing anywhere. */
    @Override
    public WireRequest check(URI baseUrl, @Nullable ApiKey key, @Nullable String apiVersion) {
        return new WireRequest(Method.GET, URI.create(baseUrl + "/models"), requests.headers(key), new byte[0]);
    }
}
