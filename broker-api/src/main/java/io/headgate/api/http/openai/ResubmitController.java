package io.headgate.api.http.openai;

import io.headgate.api.access.Caller;
import io.headgate.api.access.Needs;
import io.headgate.api.access.Scope;
import io.headgate.api.batches.Resubmission;
import io.headgate.api.batches.Resubmission.Resubmitted;
import io.headgate.api.http.ApiError;
import io.headgate.api.http.ContentTypes;
import io.headgate.api.http.Replies;
import io.headgate.api.http.admin.Actors;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.json.JsonDocument;
import io.headgate.schemas.json.JsonReader;
import io.headgate.schemas.json.JsonValue.Obj;
import io.headgate.schemas.json.JsonValue.Text;
import io.headgate.schemas.json.jackson.StrictJson;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/batches/{id}/resubmit}: what failed, once more. The body may be {@code {"model": "another alias"}}. This one is
 * Headgate's own.
 */
@Controller("/v1/batches")
public class ResubmitController {
    private final Resubmission resubmission;
    private final JsonReader json = new StrictJson();

    public ResubmitController(Resubmission resubmission) {
        this.resubmission = resubmission;
    }

    @Post("/{id}/resubmit")
    @Consumes(MediaType.ALL)
    @Needs(Scope.REPLAY)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> resubmit(HttpRequest<byte[]> request, @PathVariable String id, Caller caller) {
        byte[] body = request.getBody().orElse(new byte[0]);
        HttpResponse<?> unsupported = body.length == 0 ? null : ContentTypes.refusal(request);
        if (unsupported != null) {
            return unsupported;
        }
        Optional<Optional<Alias>> elsewhere = body.length == 0 ? Optional.of(Optional.empty()) : alias(body);
        if (elsewhere.isEmpty()) {
            return Replies.error(
                    HttpStatus.BAD_REQUEST,
                    ApiError.invalid(
                            "invalid_field",
                            "The body cannot be read.",
                            "model",
                            null,
                            "{\"model\": \"an alias\"}, or nothing"));
        }
        BatchId batch = BatchRoutes.id(id);
        return BatchRoutes.forTenant(
                caller,
                tenant -> batch == null
                        ? BatchRoutes.unknown()
                        : reply(resubmission.resubmit(
                                tenant,
                                batch,
                                elsewhere.get().orElse(null),
                                BatchRoutes.orderer(caller),
                                Actors.of(caller))));
    }

    private static HttpResponse<?> reply(Resubmitted resubmitted) {
        return switch (resubmitted) {
            case Resubmitted.Taken(var batch) -> HttpResponse.ok(BatchReply.of(batch));
            case Resubmitted.Unknown() -> BatchRoutes.unknown();
            case Resubmitted.Nothing(String why) ->
                Replies.error(HttpStatus.CONFLICT, ApiError.invalid("nothing_to_resubmit", why, "id", null, null));
        };
    }

    /** Empty when it cannot be read; within, empty when no alias is named. */
    private Optional<Optional<Alias>> alias(byte[] body) {
        if (!(json.read(body) instanceof JsonDocument.Parsed document) || !(document.root() instanceof Obj root)) {
            return Optional.empty();
        }
        if (root.members().isEmpty()) {
            return Optional.of(Optional.empty());
        }
        @Nullable Alias alias = root.get("model") instanceof Text(String name) ? named(name) : null;
        return alias == null || root.members().size() > 1 ? Optional.empty() : Optional.of(Optional.of(alias));
    }

    private static @Nullable Alias named(String name) {
        try {
            return new Alias(name);
        } catch (IllegalArgumentException noAlias) {
            return null;
        }
    }
}
