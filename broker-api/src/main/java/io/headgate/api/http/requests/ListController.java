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

/** {@code GET /v1/requests}: a tenant's requests, the newest first, page by page. */
@Controller("/v1/requests")
public class ListController {
    private final RequestList requests;

    public ListController(RequestList requests) {
        this.requests = requests;
    }

    @Get
    @Needs(Scope.READ)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> list(HttpRequest<?> request, Caller caller) throws InterruptedException {
        return Whose.tenant(request, caller, tenant -> switch (ListParameters.read(
                request.getParameters().asMap(), tenant)) {
            case ListParameters.Refused(Failure failure, String param) -> Replies.refused(failure, param);
            case ListParameters.Understood(var query) ->
                switch (requests.list(query)) {
                    case Listed.Page page -> HttpResponse.ok(ListReply.of(page));
                    case Listed.TooSlow() ->
                        Replies.unavailable(
                                "list_too_slow",
                                "Too many requests would have to be looked through. Narrow it with from and to.");
                };
        });
    }
}
