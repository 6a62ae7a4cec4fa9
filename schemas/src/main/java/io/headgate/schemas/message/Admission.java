package io.headgate.schemas.message;

import io.headgate.schemas.id.RequestKey;

/** What intake hands to admission: a request that can be served, or one that cannot, with the reason. */
public sealed interface Admission permits InferenceRequest, InvalidRequest {
    RequestKey key();
}
