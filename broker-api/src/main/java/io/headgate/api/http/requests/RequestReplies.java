package io.headgate.api.http.requests;

import io.headgate.api.http.ApiError;
import io.headgate.api.http.Replies;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;

/** What is answered of a request that cannot be shown. */
final class RequestReplies {
    private RequestReplies() {}

    /** 404: there is none, or it is another tenant's. */
    static MutableHttpResponse<ApiError> unknown() {
        return Replies.error(
                HttpStatus.NOT_FOUND,
                ApiError.invalid("not_found", "The tenant has no such request.", "id", null, null));
    }

    /** 503: there may be one. */
    static MutableHttpResponse<ApiError> undecided() {
        return Replies.unavailable(
                "index_behind", "The request is not in the index, and the index is behind: ask again.");
    }

    /** 503: as many wait or follow already as may. */
    static MutableHttpResponse<ApiError> full(int most) {
        return Replies.unavailable(
                "overloaded", "%d clients wait already, which is as many as may. Ask again.".formatted(most));
    }
}
