package io.headgate.api.http.access;

import io.headgate.api.access.Caller;
import io.headgate.api.access.Entry;
import io.headgate.api.access.Scope;
import io.headgate.api.http.ApiError;
import io.headgate.api.http.Replies;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.topic.HeaderNames;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import java.time.Duration;

/** What the door says to whom it does not let in: OpenAI's error object, and the challenge of RFC 6750. */
final class Refusals {
    private static final String CHALLENGE = "Bearer realm=\"headgate\"";

    private Refusals() {}

    static HttpResponse<ApiError> unidentified(String why) {
        return Replies.error(
                        HttpStatus.UNAUTHORIZED, ApiError.invalid("invalid_api_key", why, "authorization", null, null))
                .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + ", error=\"invalid_token\"");
    }

    /** 503, not 401: a client that is told that its key is wrong gives up. */
    static HttpResponse<ApiError> undecided() {
        return Replies.unavailable("keys_unavailable", "The API key cannot be looked up at present. Send this again.");
    }

    /** It says nothing of the key: nobody has looked. */
    static HttpResponse<ApiError> tooManyGuesses(Duration until) {
        return Replies.error(
                        HttpStatus.TOO_MANY_REQUESTS,
                        ApiError.invalid(
                                "too_many_unknown_keys",
                                "Too many API keys that are not known came from this address. Come again later.",
                                "authorization",
                                null,
                                null))
                .header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, until.toSeconds())));
    }

    static HttpResponse<ApiError> foreign(Entry.Foreign foreign) {
        boolean tenant = foreign.what().equals("tenant");
        return Replies.error(
                HttpStatus.FORBIDDEN,
                ApiError.invalid(
                        tenant ? FailureCode.TENANT_MISMATCH.wireName() : "project_mismatch",
                        "The API key is another %s's than the request names.".formatted(foreign.what()),
                        tenant ? HeaderNames.TENANT : HeaderNames.TAG_PREFIX + "project",
                        foreign.seen(),
                        foreign.allowed()));
    }

    static HttpResponse<ApiError> insufficient(Caller caller, Scope needed) {
        return Replies.error(
                        HttpStatus.FORBIDDEN,
                        ApiError.invalid(
                                "insufficient_scope",
                                "This needs an API key with the scope %s.".formatted(needed.wireName()),
                                null,
                                String.join(
                                        ", ",
                                        caller.scopes().stream()
                                                .sorted()
                                                .map(Scope::wireName)
                                                .toList()),
                                needed.wireName()))
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "%s, error=\"insufficient_scope\", scope=\"%s\"".formatted(CHALLENGE, needed.wireName()));
    }

    static HttpResponse<ApiError> closed() {
        return Replies.error(
                HttpStatus.FORBIDDEN,
                ApiError.invalid(
                        "route_closed", "This address is open to nobody: it names no scope.", null, null, null));
    }
}
