package io.headgate.api.http.requests;

import io.headgate.api.access.Caller;
import io.headgate.api.http.Replies;
import io.headgate.api.lookup.IndexUnavailableException;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.topic.HeaderNames;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Whose request a route is about: the caller's tenant's, never one that the request alone names. */
final class Whose {
    private static final String ALLOWED = "one, in the header headgate-tenant or the query's tenant";

    private Whose() {}

    /** What is answered once that is known; may block. */
    @FunctionalInterface
    interface Reply<T> {
        HttpResponse<?> to(T of) throws InterruptedException;
    }

    /** The reply of a route about all that a tenant has; a 400 where no tenant is named, or another than the caller's. */
    static HttpResponse<?> tenant(HttpRequest<?> request, Caller caller, Reply<TenantId> reply)
            throws InterruptedException {
        List<String> named = named(request);
        Optional<TenantId> tenant = caller.tenant();
        if (tenant.isEmpty()
                || named.stream().anyMatch(name -> !name.equals(tenant.get().value()))) {
            return Replies.refused(notOne(named, tenant), HeaderNames.TENANT);
        }
        try {
            return reply.to(tenant.get());
        } catch (IndexUnavailableException e) {
            return Replies.unavailable(
                    "index_unavailable", "The index cannot be read at present. Requests are taken in and served.");
        }
    }

    /** The reply of a route about one request; a 400 where its id is none. */
    static HttpResponse<?> request(HttpRequest<?> request, Caller caller, String id, Reply<RequestKey> reply)
            throws InterruptedException {
        return tenant(request, caller, tenant -> {
            RequestId requestId;
            try {
                requestId = new RequestId(id);
            } catch (IllegalArgumentException e) {
                return Replies.refused(Failure.of(FailureCode.INVALID_FIELD, String.valueOf(e.getMessage())), "id");
            }
            return reply.to(new RequestKey(tenant, requestId));
        });
    }

    /** What is wrong where no tenant is named, or several are. */
    private static Failure notOne(List<String> named, Optional<TenantId> own) {
        if (named.isEmpty()) {
            return new Failure(FailureCode.MISSING_TENANT, "Whose request it is must be said.", null, ALLOWED);
        }
        if (own.isEmpty() && named.size() == 1) {
            return new Failure(
                    FailureCode.INVALID_FIELD,
                    "The tenant is no name of one.",
                    named.getFirst().length() + " characters",
                    "1 to 128 characters of [A-Za-z0-9._-]");
        }
        return named.size() > 1
                ? new Failure(
                        FailureCode.TENANT_MISMATCH,
                        "More than one tenant is named.",
                        named.size() + " tenants",
                        ALLOWED)
                : new Failure(
                        FailureCode.TENANT_MISMATCH,
                        "Another tenant is named than the caller acts for.",
                        "another tenant",
                        "the caller's own, or none");
    }

    /** Every tenant that is named, each once. */
    private static List<String> named(HttpRequest<?> request) {
        Stream<String> named = Stream.concat(
                request.getHeaders().getAll(HeaderNames.TENANT).stream(),
                request.getParameters().getAll("tenant").stream());
        return List.copyOf(named.collect(TreeSet::new, TreeSet::add, TreeSet::addAll));
    }
}
