package io.headgate.api.http.replay;

import io.headgate.api.access.Caller;
import io.headgate.api.http.ApiError;
import io.headgate.api.http.Replies;
import io.headgate.api.lookup.IndexUnavailableException;
import io.headgate.api.replay.FailureLog;
import io.headgate.api.replay.Replay;
import io.headgate.api.replay.ReplayId;
import io.headgate.api.replay.Replays;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.topic.HeaderNames;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import java.util.function.Function;

/** For whom, and of which replay, something is asked; and what is said while it cannot be answered. */
final class Asked {
    private Asked() {}

    static HttpResponse<?> of(Caller caller, Function<TenantId, HttpResponse<?>> answer) {
        if (caller.tenant().isEmpty()) {
            return Replies.refused(
                    new Failure(
                            FailureCode.MISSING_TENANT,
                            "Whose requests they are must be said.",
                            null,
                            "one, in the header headgate-tenant"),
                    HeaderNames.TENANT);
        }
        try {
            return answer.apply(caller.tenant().get());
        } catch (IndexUnavailableException away) {
            return Replies.unavailable(
                    "index_unavailable", "What failed, and what is replayed, is not known at present.");
        } catch (FailureLog.UnavailableException away) {
            return Replies.unavailable("service_unavailable", "The log of failures does not answer.");
        }
    }

    /** The same of a replay of the caller's tenant; another's is like none. */
    static HttpResponse<?> of(Caller caller, String id, Replays replays, Function<Replay, HttpResponse<?>> answer) {
        ReplayId named;
        try {
            named = new ReplayId(id);
        } catch (IllegalArgumentException noId) {
            return of(caller, _ -> none());
        }
        return of(caller, tenant -> replays.find(tenant, named).map(answer).orElseGet(Asked::none));
    }

    private static HttpResponse<?> none() {
        return Replies.error(
                HttpStatus.NOT_FOUND,
                ApiError.invalid("not_found", "The tenant has no such replay.", "id", null, null));
    }
}
