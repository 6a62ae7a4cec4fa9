package io.headgate.api.http.requests;

import io.headgate.api.access.Caller;
import io.headgate.api.access.Needs;
import io.headgate.api.access.Scope;
import io.headgate.api.chat.Seats;
import io.headgate.api.events.TenantEvents;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;

/** {@code GET /v1/events}: what happens to all requests of a tenant, as server-sent events. */
@Controller("/v1/events")
public class TenantEventsController {
    private final TenantEvents events;
    private final Seats seats;

    public TenantEventsController(TenantEvents events, Seats seats) {
        this.events = events;
        this.seats = seats;
    }

    /**
     * What happens to all requests of a tenant, as server-sent events, from now on. The stream ends after five minutes: come back
     * with the id of the last event, and what was missed is told, as far as it is remembered; an event gap says where it is not.
     */
    @Parameter(
            name = "tenant",
            in = ParameterIn.QUERY,
            description = "Whose, where the key is of the whole installation.")
    @Parameter(
            name = EventReplies.LAST_EVENT_ID,
            in = ParameterIn.HEADER,
            description = "The id of the last event that was heard.")
    // A stream has no end that a reply to HEAD could wait for.
    @Get(headRoute = false)
    @Needs(Scope.READ)
    @Produces(MediaType.TEXT_EVENT_STREAM)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> follow(HttpRequest<?> request, Caller caller) throws InterruptedException {
        String lastHeard = request.getHeaders().get(EventReplies.LAST_EVENT_ID);
        return Whose.tenant(
                request,
                caller,
                tenant -> EventReplies.stream(seats, listener -> events.follow(tenant, lastHeard, listener)));
    }
}
