package io.headgate.api.http.requests;

import io.headgate.api.access.Caller;
import io.headgate.api.access.Needs;
import io.headgate.api.access.Scope;
import io.headgate.api.http.Replies;
import io.headgate.api.lookup.RequestList;
import io.headgate.api.lookup.RequestList.Listed;
import io.headgate.schemas.message.Failure;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;

/** {@code GET /v1/requests}: a tenant's requests, the newest first, page by page. */
@Controller("/v1/requests")
public class ListController {
    private final RequestList requests;

    public ListController(RequestList requests) {
        this.requests = requests;
    }

    @Parameter(
            name = "tenant",
            in = ParameterIn.QUERY,
            description = "Whose, where the key is of the whole installation.")
    @Parameter(name = "status", in = ParameterIn.QUERY, description = "accepted, waiting, completed or failed.")
    @Parameter(name = "alias", in = ParameterIn.QUERY, description = "What they asked for.")
    @Parameter(name = "provider", in = ParameterIn.QUERY, description = "Who answered.")
    @Parameter(name = "model", in = ParameterIn.QUERY, description = "Headgate's name of the model that answered.")
    @Parameter(name = "user", in = ParameterIn.QUERY, description = "On whose behalf.")
    @Parameter(name = "project", in = ParameterIn.QUERY, description = "The tag project; any other tag as tag:<key>.")
    @Parameter(name = "error", in = ParameterIn.QUERY, description = "The code that they failed with.")
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "Accepted at this instant or later, as 2026-11-20T15:00:00Z.")
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "Accepted before this instant.")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "The next of the page before.")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "How many at most.")
    @Get
    @Needs(Scope.READ)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> list(HttpRequest<?> request, Caller caller) throws InterruptedException {
        return Whose.tenant(request, caller, tenant -> switch (ListParameters.read(
                request.getParameters().asMap(), tenant)) {
            case ListParameters.Refused(Failure failure, String param) -> Replies.refused(failure, param);
            case ListParameters.Understood(var query) ->
                switch (requests.list(query)) {
                    case Listed.Page page -> HttpResponse.ok(RequestListReply.of(page));
                    case Listed.TooSlow() ->
                        Replies.unavailable(
                                "list_too_slow",
                                "Too many requests would have to be looked through. Narrow it with from and to.");
                };
        });
    }
}
