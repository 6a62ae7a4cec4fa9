package io.headgate.api.http.openai;

import io.headgate.api.access.Caller;
import io.headgate.api.access.Needs;
import io.headgate.api.access.Scope;
import io.headgate.api.batches.BatchDesk;
import io.headgate.api.batches.BatchDesk.Cancelled;
import io.headgate.api.batches.BatchDesk.Ordered;
import io.headgate.api.batches.OrderReader;
import io.headgate.api.http.ApiError;
import io.headgate.api.http.ContentTypes;
import io.headgate.api.http.ListReply;
import io.headgate.api.http.Replies;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /v1/batches}, as OpenAI has it. */
@Controller("/v1/batches")
public class BatchesController {
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;
    private static final String LIMIT_ALLOWED = "a whole number, 1 to " + MAX_LIMIT;

    private final BatchDesk desk;
    private final OrderReader reader;

    public BatchesController(BatchDesk desk, OrderReader reader) {
        this.desk = desk;
        this.reader = reader;
    }

    @Post
    @Consumes(MediaType.ALL)
    @Needs(Scope.SUBMIT)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> create(HttpRequest<byte[]> request, Caller caller) {
        HttpResponse<?> unsupported = ContentTypes.refusal(request);
        if (unsupported != null) {
            return unsupported;
        }
        return BatchRoutes.forTenant(caller, tenant -> switch (reader.read(
                request.getBody().orElse(new byte[0]))) {
            case OrderReader.Read.Bad(Failure failure, String param) -> Replies.refused(failure, param);
            case OrderReader.Read.Good(var order) ->
                switch (desk.order(tenant, order, BatchRoutes.orderer(caller), null)) {
                    case Ordered.Taken(var batch) -> HttpResponse.ok(BatchReply.of(batch));
                    case Ordered.Refused(Failure failure, String param) -> Replies.refused(failure, param);
                };
        });
    }

    @Get
    @Needs(Scope.READ)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> list(HttpRequest<?> request, Caller caller) {
        Integer limit = limit(request.getParameters().getFirst("limit"));
        if (limit == null) {
            return invalid("limit", "The limit cannot be read.", LIMIT_ALLOWED);
        }
        BatchId after =
                request.getParameters().getFirst("after").map(BatchRoutes::id).orElse(null);
        if (after == null && request.getParameters().contains("after")) {
            return invalid("after", "No batch is called so.", "the last_id of the page before");
        }
        return BatchRoutes.forTenant(
                caller,
                tenant -> HttpResponse.ok(ListReply.page(
                        desk.list(tenant, after, limit + 1).stream()
                                .map(BatchReply::of)
                                .toList(),
                        limit,
                        BatchReply::id)));
    }

    @Get("/{id}")
    @Needs(Scope.READ)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> find(@PathVariable String id, Caller caller) {
        BatchId batch = BatchRoutes.id(id);
        return BatchRoutes.forTenant(
                caller,
                tenant -> batch == null
                        ? BatchRoutes.unknown()
                        : desk.find(tenant, batch)
                                .<HttpResponse<?>>map(shown -> HttpResponse.ok(BatchReply.of(shown)))
                                .orElseGet(BatchRoutes::unknown));
    }

    @Post("/{id}/cancel")
    @Consumes(MediaType.ALL)
    @Needs(Scope.CANCEL)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> cancel(@PathVariable String id, Caller caller) {
        BatchId batch = BatchRoutes.id(id);
        return BatchRoutes.forTenant(
                caller,
                tenant -> batch == null
                        ? BatchRoutes.unknown()
                        : switch (desk.cancel(tenant, batch)) {
                            case Cancelled.Asked(var asked) -> HttpResponse.ok(BatchReply.of(asked));
                            case Cancelled.Unknown() -> BatchRoutes.unknown();
                            case Cancelled.TooLate(var late) ->
                                Replies.error(
                                        HttpStatus.CONFLICT,
                                        ApiError.invalid(
                                                "batch_not_cancellable",
                                                "The batch cannot be cancelled.",
                                                "id",
                                                late.kind() + ", "
                                                        + late.status().wireName(),
                                                "uploaded, validating or in_progress"));
                        });
    }

    private static @Nullable Integer limit(Optional<String> text) {
        try {
            int limit = text.map(Integer::valueOf).orElse(DEFAULT_LIMIT);
            return limit >= 1 && limit <= MAX_LIMIT ? limit : null;
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }

    private static HttpResponse<?> invalid(String param, String message, String allowed) {
        return Replies.refused(new Failure(FailureCode.INVALID_FIELD, message, null, allowed), param);
    }
}
