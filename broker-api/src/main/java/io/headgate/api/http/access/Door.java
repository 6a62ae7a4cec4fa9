package io.headgate.api.http.access;

import io.headgate.api.access.Caller;
import io.headgate.api.access.Entrance;
import io.headgate.api.access.Entry;
import io.headgate.api.access.Presented;
import io.headgate.api.access.Scope;
import io.headgate.api.http.ApiError;
import io.headgate.api.http.Replies;
import io.headgate.schemas.topic.HeaderNames;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.util.Optional;

/**
 * Where every request comes in: who it is from, and whether the route is open to them. What a key says stands in the request's
 * headers afterwards, so that whatever reads them has the key's tenant and project.
 */
@ServerFilter("/**")
final class Door {
    private final Entrance entrance;

    Door(Entrance entrance) {
        this.entrance = entrance;
    }

    /** Blocks while a key is read. */
    @RequestFilter
    @ExecuteOn(TaskExecutors.VIRTUAL)
    Optional<HttpResponse<ApiError>> admit(HttpRequest<?> request) {
        RouteRule rule = RouteRules.of(request);
        if (rule instanceof RouteRule.Public) {
            return Optional.empty();
        }
        return switch (Credentials.of(request)) {
            case Credentials.Unreadable(var failure, var param) ->
                Optional.of(Replies.error(HttpStatus.BAD_REQUEST, ApiError.invalid(failure, param)));
            case Credentials.Readable(Presented presented) ->
                switch (entrance.enter(presented)) {
                    case Entry.Unidentified(String why) -> Optional.of(Refusals.unidentified(why));
                    case Entry.Undecided() -> Optional.of(Refusals.undecided());
                    case Entry.TooManyGuesses(Duration until) -> Optional.of(Refusals.tooManyGuesses(until));
                    case Entry.Foreign foreign -> Optional.of(Refusals.foreign(foreign));
                    case Entry.Admitted(Caller caller) -> letIn(request, caller, rule);
                };
        };
    }

    private static Optional<HttpResponse<ApiError>> letIn(HttpRequest<?> request, Caller caller, RouteRule rule) {
        switch (rule) {
            case RouteRule.Closed() -> {
                return Optional.of(Refusals.closed());
            }
            case RouteRule.Needs(Scope scope)
            when !caller.may(scope) -> {
                return Optional.of(Refusals.insufficient(caller, scope));
            }
            // What is nowhere is for the server to say, to whoever was let in.
            case RouteRule.Needs _, RouteRule.None _, RouteRule.Public _ -> {}
        }
        request.setAttribute(CallerBinder.ATTRIBUTE, caller);
        caller.tenant().ifPresent(tenant -> stamp(request, HeaderNames.TENANT, tenant.value()));
        caller.project().ifPresent(project -> stamp(request, HeaderNames.TAG_PREFIX + "project", project));
        return Optional.empty();
    }

    /** What a request says itself is the same by now, and stays: that it says it twice is for others to refuse. */
    private static void stamp(HttpRequest<?> request, String header, String value) {
        if (!request.getHeaders().contains(header)) {
            if (!(request.getHeaders() instanceof MutableHttpHeaders headers)) {
                throw new IllegalStateException("the server's requests have headers that can be added to");
            }
            headers.set(header, value);
        }
    }
}
