package io.headgate.worker.call.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.ApiKey;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One chat completion to be asked for.
 *
 * @param body the client's, in OpenAI's shape, numbers as written; not to be changed
 * @param text the same as text
 * @param providerModel what the provider calls the pinned model
 * @param maxOutputTokens the cap where the body has none, all choices together; 0 for none
 * @param streamed whether the reply is to be streamed
 * @param unsupported what to do with what the format cannot say
 * @param baseUrl of the endpoint, without a trailing slash
 * @param apiKey null for a provider that wants none
 * @param apiVersion as the catalogue has it; null where it says nothing
 */
public record ChatCall(
        ObjectNode body,
        String text,
        String providerModel,
        long maxOutputTokens,
        boolean streamed,
        Unsupported unsupported,
        URI baseUrl,
        @Nullable ApiKey apiKey,
        @Nullable String apiVersion) {
    /** What happens to a parameter that a format or a model does not have. */
    public enum Unsupported {
        /** The request is refused, and told which parameter it was. */
        STRICT,
        /** It is left out, and the result says so. */
        DROP
    }

    /** Without body and key. */
    @Override
    public String toString() {
        return "ChatCall[%s at %s]".formatted(providerModel, baseUrl);
    }
}
