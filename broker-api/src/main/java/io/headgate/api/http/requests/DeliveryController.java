package io.headgate.api.http.requests;

import io.headgate.api.access.Caller;
import io.headgate.api.access.Needs;
import io.headgate.api.access.Scope;
import io.headgate.api.http.ApiError;
import io.headgate.api.http.ListReply;
import io.headgate.api.http.Replies;
import io.headgate.api.webhooks.DeliveryQuery;
import io.headgate.api.webhooks.WebhookDesk;
import io.headgate.api.webhooks.WebhookStore.Replayed;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.micronaut.http.HttpParameters;
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
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /v1/webhooks/deliveries}: what webhooks were told, and telling it again. */
@Controller("/v1/webhooks/deliveries")
public class DeliveryController {
    private static final int USUAL = 20;
    private static final int MOST = 100;

    private final WebhookDesk desk;

    public DeliveryController(WebhookDesk desk) {
        this.desk = desk;
    }

    @Parameter(
            name = "tenant",
            in = ParameterIn.QUERY,
            description = "Whose, where the key is of the whole installation.")
    @Parameter(name = "webhook", in = ParameterIn.QUERY, description = "Of this webhook, by its name.")
    @Parameter(name = "request_id", in = ParameterIn.QUERY, description = "Of this request.")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "The last_id of the page before.")
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "How many at most, 1 to 100; 20 if nothing is said.")
    @Get
    @Needs(Scope.READ)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> list(HttpRequest<?> request, Caller caller) throws InterruptedException {
        return Whose.tenant(request, caller, tenant -> {
            HttpParameters asked = request.getParameters();
            Optional<Integer> limit = limit(asked.getFirst("limit"));
            if (limit.isEmpty()) {
                return refused("limit", "1 to " + MOST);
            }
            Optional<String> after = asked.getFirst("after");
            Optional<UUID> place = after.flatMap(DeliveryController::uuid);
            if (after.isPresent() && place.isEmpty()) {
                return refused("after", "last_id of the page before");
            }
            // One more than the page has tells whether there are more.
            DeliveryQuery query = new DeliveryQuery(
                    text(asked.getFirst("webhook")),
                    text(asked.getFirst("request_id")),
                    place.orElse(null),
                    limit.get() + 1);
            List<DeliveryReply> found = desk.deliveries(tenant, query).stream()
                    .map(DeliveryReply::of)
                    .toList();
            return HttpResponse.ok(ListReply.page(found, limit.get(), DeliveryReply::id));
        });
    }

    @Post("/{id}/replay")
    @Needs(Scope.REPLAY)
    @Consumes(MediaType.ALL)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> replay(HttpRequest<?> request, @PathVariable String id, Caller caller)
            throws InterruptedException {
        return Whose.tenant(request, caller, tenant -> {
            Optional<Replayed> replayed = uuid(id).flatMap(delivery -> desk.replay(tenant, delivery));
            if (replayed.isEmpty()) {
                return Replies.error(
                        HttpStatus.NOT_FOUND,
                        ApiError.invalid("not_found", "The tenant has no such delivery.", "id", null, null));
            }
            return switch (replayed.get()) {
                case AGAIN -> HttpResponse.status(HttpStatus.ACCEPTED).body(Map.of("id", id, "status", "waiting"));
                case STILL_TRIED ->
                    Replies.error(
                            HttpStatus.CONFLICT,
                            ApiError.invalid(
                                    "still_tried",
                                    "The delivery is not over.",
                                    "id",
                                    "waiting",
                                    "delivered, given_up"));
            };
        });
    }

    private static Optional<Integer> limit(Optional<String> text) {
        return text.isEmpty()
                ? Optional.of(USUAL)
                : text.filter(digits -> digits.matches("[0-9]{1,3}"))
                        .map(Integer::valueOf)
                        .filter(limit -> limit >= 1 && limit <= MOST);
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    /** Postgres has no text with a NUL in it, and nothing is called so. */
    private static @Nullable String text(Optional<String> asked) {
        return asked.map(text -> text.replace('\0', '\uFFFD')).orElse(null);
    }

    private static HttpResponse<?> refused(String param, String allowed) {
        return Replies.refused(
                new Failure(FailureCode.INVALID_FIELD, "A parameter cannot be read.", null, allowed), param);
    }
}
