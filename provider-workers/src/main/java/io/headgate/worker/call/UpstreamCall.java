package io.headgate.worker.call;

import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.worker.call.stream.Deltas;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One call to make.
 *
 * @param baseUrl of the endpoint, without a trailing slash
 * @param apiKey null for a provider that wants none
 * @param heading the correlation id and the place in the trace that go upstream
 * @param deltas is shown the reply as it comes, and is told of its end by whoever makes the call; {@link Deltas#NONE} for
 *     one that is not to be streamed
 */
public record UpstreamCall(
        Dispatch dispatch,
        URI baseUrl,
        @Nullable ApiKey apiKey,
        RecordHeading heading,
        CallTimeouts timeouts,
        Deltas.Sink deltas) {
    /** One that is not to be streamed. */
    public UpstreamCall(
            Dispatch dispatch, URI baseUrl, @Nullable ApiKey apiKey, RecordHeading heading, CallTimeouts timeouts) {
        this(dispatch, baseUrl, apiKey, heading, timeouts, Deltas.NONE);
    }

    /** Whether the reply is to be streamed. */
    public boolean streamed() {
        return deltas != Deltas.NONE;
    }
}
