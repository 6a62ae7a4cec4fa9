package io.headgate.router.admit;

import io.headgate.schemas.id.RequestKey;

/**
 * A name under which a request is recognised. Names of two tenants, and ids and idempotency keys of one, never meet: a
 * tenant has no slash in it.
 */
public record SeenName(String value) {
    static SeenName ofId(RequestKey key) {
        return new SeenName(key.tenant() + "/id/" + key.request());
    }

    static SeenName ofIdempotencyKey(RequestKey key, String idempotencyKey) {
        return new SeenName(key.tenant() + "/key/" + idempotencyKey);
    }
}
