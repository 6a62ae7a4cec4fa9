package io.headgate.api.http;

import io.headgate.api.access.Needs;
import io.headgate.api.access.Scope;
import io.headgate.api.lookup.IndexUnavailableException;
import io.headgate.api.lookup.RequestLookup;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.topic.HeaderNames;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** {@code GET /v1/requests/{id}}: state and result of a request, waited for on demand. */
@Controller("/v1/requests")
public class LookupController {
    private static final String TENANT_ALLOWED = "one, in the header headgate-tenant or the query's tenant";

    private final RequestLookup lookup;

    public LookupController(RequestLookup lookup) {
        this.lookup = lookup;
    }

    /**
     * Look a request up: its state, result, attempts, cost and timings.
     *
     * @param id the request's own, as it was submitted
     */
    @Parameter(name = "tenant", in = ParameterIn.QUERY, description = "Whose request it is.")
    @Parameter(
            name = "wait",
            in = ParameterIn.QUERY,
            description = "How long to wait for its end: 10s, 500ms; at most 30s.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RequestReply.class)))
    @Get("/{id}")
    @Needs(Scope.READ)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> find(HttpRequest<?> request, @PathVariable String id) throws InterruptedException {
        List<String> tenants = tenants(request);
        if (tenants.size() != 1) {
            return Replies.refused(notOne(tenants), HeaderNames.TENANT);
        }
        List<String> waits = request.getParameters().getAll("wait");
        Optional<Duration> wait = waits.isEmpty() ? Optional.of(Duration.ZERO) : Waits.parse(waits.getFirst());
        if (wait.isEmpty()) {
            return Replies.refused(
                    new Failure(FailureCode.INVALID_FIELD, "The wait cannot be read.", null, Waits.ALLOWED), "wait");
        }
        return find(tenants.getFirst(), id, wait.get());
    }

    /** What is wrong where no tenant is named, or several are. */
    static Failure notOne(List<String> tenants) {
        return tenants.isEmpty()
                ? new Failure(FailureCode.MISSING_TENANT, "Whose request it is must be said.", null, TENANT_ALLOWED)
                : new Failure(
                        FailureCode.TENANT_MISMATCH,
                        "More than one tenant is named.",
                        tenants.size() + " tenants",
                        TENANT_ALLOWED);
    }

    /** Every tenant that is named, each once. */
    static List<String> tenants(HttpRequest<?> request) {
        Stream<String> named = Stream.concat(
                request.getHeaders().getAll(HeaderNames.TENANT).stream(),
                request.getParameters().getAll("tenant").stream());
        return List.copyOf(named.collect(TreeSet::new, TreeSet::add, TreeSet::addAll));
    }

    private HttpResponse<?> find(String tenant, String id, Duration wait) throws InterruptedException {
        RequestKey key;
        try {
            key = new RequestKey(new TenantId(tenant), new RequestId(id));
        } catch (IllegalArgumentException e) {
            return Replies.refused(Failure.of(FailureCode.INVALID_FIELD, String.valueOf(e.getMessage())), "id");
        }
        try {
            return switch (lookup.find(key, wait)) {
                case RequestLookup.Found.Known(var row) -> HttpResponse.ok(RequestReply.of(row));
                case RequestLookup.Found.Unknown() ->
                    Replies.error(
                            HttpStatus.NOT_FOUND,
                            ApiError.invalid("not_found", "The tenant has no such request.", "id", null, null));
                case RequestLookup.Found.Undecided() ->
                    Replies.unavailable(
                            "index_behind", "The request is not in the index, and the index is behind: ask again.");
            };
        } catch (IndexUnavailableException e) {
            return Replies.unavailable(
                    "index_unavailable", "The index cannot be read at present. Requests are taken in and served.");
        }
    }
}
