package io.headgate.api.http.requests;

import io.headgate.api.access.Caller;
import io.headgate.api.access.Needs;
import io.headgate.api.access.Scope;
import io.headgate.api.http.ApiError;
import io.headgate.api.http.ContentTypes;
import io.headgate.api.http.ListReply;
import io.headgate.api.http.Replies;
import io.headgate.api.http.admin.Actors;
import io.headgate.api.webhooks.Webhook;
import io.headgate.api.webhooks.WebhookDesk;
import io.headgate.api.webhooks.WebhookDesk.Signed;
import io.headgate.schemas.message.Failure;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;

/**
 * {@code /v1/webhooks}: who is told of ends. A webhook is sent what only {@link Scope#READ} sees, and for as long as it is
 * there: so making one needs more than sending requests does.
 */
@Controller("/v1/webhooks")
public class WebhookController {
    private final WebhookDesk desk;

    public WebhookController(WebhookDesk desk) {
        this.desk = desk;
    }

    @Post
    @Needs(Scope.ADMIN)
    @Consumes(MediaType.ALL)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> make(HttpRequest<byte[]> request, Caller caller) throws InterruptedException {
        HttpResponse<?> unsupported = ContentTypes.refusal(request);
        if (unsupported != null) {
            return unsupported;
        }
        return Whose.tenant(
                request,
                caller,
                tenant -> reply(
                        desk.make(tenant, request.getBody().orElse(new byte[0]), Actors.of(caller)),
                        HttpStatus.CREATED));
    }

    @Get
    @Needs(Scope.READ)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> list(HttpRequest<?> request, Caller caller) throws InterruptedException {
        return Whose.tenant(request, caller, tenant -> {
            List<Webhook> webhooks = desk.list(tenant);
            return HttpResponse.ok(ListReply.page(
                    webhooks.stream()
                            .map(webhook -> WebhookReply.of(webhook, null))
                            .toList(),
                    webhooks.size(),
                    WebhookReply::id));
        });
    }

    @Delete("/{name}")
    @Needs(Scope.ADMIN)
    @Consumes(MediaType.ALL)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> remove(HttpRequest<?> request, @PathVariable String name, Caller caller)
            throws InterruptedException {
        return Whose.tenant(
                request,
                caller,
                tenant -> !storable(name) || !desk.remove(tenant, name, Actors.of(caller))
                        ? unknown()
                        : HttpResponse.ok(Map.of("object", "webhook", "name", name, "deleted", true)));
    }

    @Post("/{name}/rotate")
    @Needs(Scope.ADMIN)
    @Consumes(MediaType.ALL)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> rotate(HttpRequest<?> request, @PathVariable String name, Caller caller)
            throws InterruptedException {
        return Whose.tenant(
                request,
                caller,
                tenant -> storable(name)
                        ? reply(desk.rotate(tenant, name, Actors.of(caller)), HttpStatus.OK)
                        : unknown());
    }

    private static boolean storable(String name) {
        return name.indexOf('\0') < 0;
    }

    private static HttpResponse<?> reply(Signed signed, HttpStatus done) {
        return switch (signed) {
            case Signed.Ready(Webhook webhook, String secret) ->
                HttpResponse.status(done).body(WebhookReply.of(webhook, secret));
            case Signed.Refused(Failure failure, String field) -> Replies.refused(failure, field);
            case Signed.Unknown() -> unknown();
            case Signed.NameTaken(String name) ->
                Replies.error(
                        HttpStatus.CONFLICT,
                        ApiError.invalid("name_taken", "There is a webhook of this name.", "name", name, "another"));
            case Signed.TooMany(int most) ->
                Replies.error(
                        HttpStatus.CONFLICT,
                        ApiError.invalid(
                                "too_many_webhooks",
                                "The tenant has as many as it may.",
                                null,
                                null,
                                "at most " + most));
            case Signed.NoSecret() ->
                Replies.error(
                        HttpStatus.CONFLICT,
                        ApiError.invalid(
                                "webhooks_are_off",
                                "This installation has no secret to sign posts with: see headgate.api.webhooks.secret.",
                                null,
                                null,
                                null));
        };
    }

    private static MutableHttpResponse<ApiError> unknown() {
        return Replies.error(
                HttpStatus.NOT_FOUND,
                ApiError.invalid("not_found", "The tenant has no such webhook.", "name", null, null));
    }
}
