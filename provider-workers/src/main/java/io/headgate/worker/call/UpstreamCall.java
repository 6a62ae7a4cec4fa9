package io.headgate.worker.call;

import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.topic.RecordHeading;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One call to make.
 *
 * @param baseUrl of the endpoint, without a trailing slash
 * @param apiKey null for a provider that wants none
 * @param heading the correlation id and the place in the trace that go upstream
 */
public record UpstreamCall(
        Dispatch dispatch, URI baseUrl, @Nullable ApiKey apiKey, RecordHeading heading, CallTimeouts timeouts) {}
