package io.headgate.api.http.openai;

import io.headgate.api.access.Caller;
import io.headgate.api.batches.BatchesUnavailableException;
import io.headgate.api.batches.Orderer;
import io.headgate.api.files.StoreUnavailableException;
import io.headgate.api.http.ApiError;
import io.headgate.api.http.Replies;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.topic.HeaderNames;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the routes of batches have in common. */
final class BatchRoutes {
    private BatchRoutes() {}

    /** The one place where a route finds its tenant, and where Postgres may be away. */
    static HttpResponse<?> forTenant(Caller caller, Function<TenantId, HttpResponse<?>> route) {
        Optional<TenantId> tenant = caller.tenant();
        if (tenant.isEmpty()) {
            return Replies.refused(
                    Failure.of(FailureCode.MISSING_TENANT, "Whose batches these are must be said."),
                    HeaderNames.TENANT);
        }
        try {
            return route.apply(tenant.get());
        } catch (BatchesUnavailableException | StoreUnavailableException away) {
            return Replies.unavailable(
                    "batches_unavailable", "Batches cannot be read or taken in at present: ask again.");
        }
    }

    static Orderer orderer(Caller caller) {
        return new Orderer(caller.name(), caller.project().orElse(null));
    }

    static @Nullable BatchId id(String text) {
        try {
            return new BatchId(text);
        } catch (IllegalArgumentException noId) {
            return null;
        }
    }

    static HttpResponse<?> unknown() {
        return Replies.error(
                HttpStatus.NOT_FOUND,
                ApiError.invalid("not_found", "The tenant has no such batch.", "id", null, "the id of a batch"));
    }
}
