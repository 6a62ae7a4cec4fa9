package io.headgate.worker.call;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One health check to make.
 *
 * @param baseUrl of the endpoint, without a trailing slash
 * @param apiKey null for a provider that wants none
 */
public record UpstreamCheck(URI baseUrl, @Nullable ApiKey apiKey, CallTimeouts timeouts) {}
