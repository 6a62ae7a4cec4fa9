package io.headgate.api.http.replay;

import io.headgate.api.access.Caller;
import io.headgate.api.access.Needs;
import io.headgate.api.access.Scope;
import io.headgate.api.http.ContentTypes;
import io.headgate.api.http.ListReply;
import io.headgate.api.http.Replies;
import io.headgate.api.http.admin.Actors;
import io.headgate.api.replay.Replay;
import io.headgate.api.replay.ReplayDesk;
import io.headgate.api.replay.ReplayDesk.Answer;
import io.headgate.api.replay.ReplayId;
import io.headgate.api.replay.Replays;
import io.headgate.schemas.json.JsonReader;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.Failure;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.time.Clock;
import java.util.List;

/** {@code /v1/replays}: says what sending failed requests again would do, does it, and tells how far it is. */
@Controller("/v1/replays")
public class ReplayController {
    private final ReplayDesk desk;
    private final Replays replays;
    private final Clock clock = Clock.systemUTC();
    private final JsonReader json = new StrictJson();

    public ReplayController(ReplayDesk desk, Replays replays) {
        this.desk = desk;
        this.replays = replays;
    }

    /** A dry run, unless the body says {@code "execute": true}. */
    @Post
    @Needs(Scope.REPLAY)
    @Consumes(MediaType.ALL)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> order(HttpRequest<byte[]> request, Caller caller) {
        HttpResponse<?> unsupported = ContentTypes.refusal(request);
        if (unsupported != null) {
            return unsupported;
        }
        return Asked.of(caller, tenant -> switch (ReplayForm.read(
                request.getBody().orElse(new byte[0]), tenant, json)) {
            case ReplayForm.Wrong(Failure failure, String param) -> Replies.refused(failure, param);
            case ReplayForm.Filled(var order, boolean execute) ->
                reply(execute ? desk.order(order, Actors.of(caller)) : desk.plan(order));
        });
    }

    private static HttpResponse<?> reply(Answer answer) {
        return switch (answer) {
            case Answer.Planned(var plan) -> HttpResponse.ok(PlanReply.of(plan));
            case Answer.Ordered(Replay replay, var plan) ->
                HttpResponse.status(HttpStatus.ACCEPTED)
                        .headers(headers -> headers.location(URI.create("/v1/replays/" + replay.id())))
                        .body(ReplayReply.of(replay, null, PlanReply.of(plan)));
            case Answer.Refused(Failure failure, String param) -> Replies.refused(failure, param);
            case Answer.Unavailable(String reason) ->
                Replies.unavailable("service_unavailable", "Nothing can be sent at present: %s.".formatted(reason));
        };
    }

    @Get
    @Needs(Scope.READ)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> list(HttpRequest<?> request, Caller caller) {
        return Asked.of(
                caller,
                tenant -> Page.of(
                        request,
                        ReplayId::new,
                        (limit, after) -> HttpResponse.ok(ListReply.page(
                                replays.list(tenant, limit + 1, after).stream()
                                        .map(replay -> ReplayReply.of(replay, null, null))
                                        .toList(),
                                limit,
                                ReplayReply::id))));
    }

    @Get("/{id}")
    @Needs(Scope.READ)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> find(@PathVariable String id, Caller caller) {
        return Asked.of(caller, id, replays, this::shown);
    }

    /** Each request of it, and which one was sent in its place. */
    @Get("/{id}/requests")
    @Needs(Scope.READ)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> requests(HttpRequest<?> request, @PathVariable String id, Caller caller) {
        return Asked.of(
                caller,
                id,
                replays,
                replay -> Page.of(request, Integer::valueOf, (limit, after) -> {
                    List<ItemReply> items =
                            replays.items(replay.tenant(), replay.id(), limit + 1, after == null ? 0 : after).stream()
                                    .map(ItemReply::of)
                                    .toList();
                    return HttpResponse.ok(ListReply.page(items, limit, ItemReply::id));
                }));
    }

    /** Sends nothing more; what was sent goes on, and can be cancelled request by request. */
    @Post("/{id}/cancel")
    @Needs(Scope.REPLAY)
    @Consumes(MediaType.ALL)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> cancel(@PathVariable String id, Caller caller) {
        return Asked.of(caller, id, replays, replay -> {
            replays.cancel(replay.tenant(), replay.id(), Actors.of(caller), clock.instant());
            return shown(replays.find(replay.tenant(), replay.id()).orElse(replay));
        });
    }

    private HttpResponse<?> shown(Replay replay) {
        return HttpResponse.ok(ReplayReply.of(replay, replays.progress(replay.tenant(), replay.id()), null));
    }
}
