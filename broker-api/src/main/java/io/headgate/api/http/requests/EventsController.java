package io.headgate.api.http.requests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.api.access.Caller;
import io.headgate.api.access.Needs;
import io.headgate.api.access.Scope;
import io.headgate.api.chat.Seats;
import io.headgate.api.events.EventFeed;
import io.headgate.api.events.Telling;
import io.headgate.api.http.Replies;
import io.headgate.api.lookup.RequestLookup;
import io.headgate.api.lookup.RequestLookup.Found;
import io.headgate.api.lookup.RequestRow;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/requests/{id}/events}: what happens to a request until it has ended, as server-sent events. */
@Controller("/v1/requests")
public class EventsController {
    private final RequestLookup lookup;
    private final EventFeed feed;
    private final Seats seats;
    private final ObjectMapper json;

    public EventsController(RequestLookup lookup, EventFeed feed, Seats seats, ObjectMapper json) {
        this.lookup = lookup;
        this.feed = feed;
        this.seats = seats;
        this.json = json;
    }

    /**
     * What happens to a request, as server-sent events, until its end. 204 to one who comes back after the end: it tells browsers
     * to come no more.
     */
    @Parameter(
            name = "tenant",
            in = ParameterIn.QUERY,
            description = "Whose, where the key is of the whole installation.")
    @Parameter(name = "deltas", in = ParameterIn.QUERY, description = "true: pieces of the reply too, as they come.")
    @Get("/{id}/events")
    @Needs(Scope.READ)
    @Produces(MediaType.TEXT_EVENT_STREAM)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> follow(HttpRequest<?> request, @PathVariable String id, Caller caller)
            throws InterruptedException {
        return Whose.request(request, caller, id, key -> {
            String deltas = request.getParameters().getFirst("deltas").orElse("false");
            if (!deltas.equals("true") && !deltas.equals("false")) {
                return Replies.refused(
                        new Failure(FailureCode.INVALID_FIELD, "It is not said whether.", null, "true, false"),
                        "deltas");
            }
            String lastHeard = request.getHeaders().get(EventReplies.LAST_EVENT_ID);
            return switch (lookup.find(key, Duration.ZERO)) {
                case Found.Unknown() -> RequestReplies.unknown();
                case Found.Undecided() -> RequestReplies.undecided();
                case Found.Known _ when Telling.END.equals(lastHeard) -> HttpResponse.noContent();
                case Found.Known _ -> stream(key, deltas.equals("true"), lastHeard);
            };
        });
    }

    private HttpResponse<?> stream(RequestKey key, boolean deltas, @Nullable String lastHeard) {
        Telling telling = new Telling(deltas, lastHeard, this::whole);
        return EventReplies.stream(seats, listener -> feed.follow(key, telling, listener));
    }

    private String whole(RequestRow row) {
        try {
            return json.writeValueAsString(RequestReply.of(row));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
