package io.headgate.router.admit;

import io.headgate.schemas.id.RequestId;

/**
 * What is remembered of a request under its id, and under its idempotency key.
 *
 * @param request the request that came first under the name
 * @param bodyHash SHA-256 of what came, lower-case hex
 */
public record Seen(RequestId request, String bodyHash) {}
