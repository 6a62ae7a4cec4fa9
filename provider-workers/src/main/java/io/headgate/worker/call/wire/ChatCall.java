package io.headgate.worker.call.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.catalog.Unsupported;
import io.headgate.schemas.message.RequestKind;
import io.headgate.worker.call.ApiKey;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** One chat completion, or embeddings, to be asked for. For one thread: its body is only parsed when somebody asks for the tree. */
public final class ChatCall {
    private final String text;
    private final String providerModel;
    private final long maxOutputTokens;
    private final boolean streamed;
    private final Unsupported unsupported;
    private final URI baseUrl;
    private final @Nullable ApiKey apiKey;
    private final @Nullable String apiVersion;
    private @Nullable ObjectNode body;
    private @Nullable RequestKind kind;

    /**
     * One that is to be made.
     *
     * @param text the client's body, in OpenAI's shape
     * @param providerModel what the provider calls the pinned model
     * @param maxOutputTokens the cap where the body has none, all choices together; 0 for none
     * @param streamed whether the reply is to be streamed
     * @param unsupported what to do with what the format cannot say
     * @param baseUrl of the endpoint, without a trailing slash
     * @param apiKey null for a provider that wants none
     * @param apiVersion as the catalogue has it; null where it says nothing
     */
    public ChatCall(
            String text,
            String providerModel,
            long maxOutputTokens,
            boolean streamed,
            Unsupported unsupported,
            URI baseUrl,
            @Nullable ApiKey apiKey,
            @Nullable String apiVersion) {
        this.text = text;
        this.providerModel = providerModel;
        this.maxOutputTokens = maxOutputTokens;
        this.streamed = streamed;
        this.unsupported = unsupported;
        this.baseUrl = baseUrl;
        this.apiKey = apiKey;
        this.apiVersion = apiVersion;
    }

    /** One whose body has been parsed already. */
    public ChatCall(
            ObjectNode body,
            String text,
            String providerModel,
            long maxOutputTokens,
            boolean streamed,
            Unsupported unsupported,
            URI baseUrl,
            @Nullable ApiKey apiKey,
            @Nullable String apiVersion) {
        this(text, providerModel, maxOutputTokens, streamed, unsupported, baseUrl, apiKey, apiVersion);
        this.body = body;
    }

    /**
     * The client's body, numbers as written; not to be changed.
     *
     * @throws IllegalStateException when it is no JSON object, which the router lets nobody send
     */
    public ObjectNode body() {
        if (body == null) {
            body = WireJson.object(text)
                    .orElseThrow(() -> new IllegalStateException("chat body: allowed a JSON object only"));
        }
        return body;
    }

    /** What the body asks for. */
    public RequestKind kind() {
        if (kind == null) {
            kind = body == null ? BodyKind.of(text) : RequestKind.of(body::hasNonNull);
        }
        return kind;
    }

    /** The client's body, as it came. */
    public String text() {
        return text;
    }

    public String providerModel() {
        return providerModel;
    }

    /** The cap where the body has none, all choices together; 0 for none. */
    public long maxOutputTokens() {
        return maxOutputTokens;
    }

    public boolean streamed() {
        return streamed;
    }

    public Unsupported unsupported() {
        return unsupported;
    }

    /** Without a trailing slash. */
    public URI baseUrl() {
        return baseUrl;
    }

    /** Null for a provider that wants none. */
    public @Nullable ApiKey apiKey() {
        return apiKey;
    }

    /** Null where the catalogue says nothing. */
    public @Nullable String apiVersion() {
        return apiVersion;
    }

    /** Without body and key. */
    @Override
    public String toString() {
        return "ChatCall[%s at %s]".formatted(providerModel, baseUrl);
    }
}
