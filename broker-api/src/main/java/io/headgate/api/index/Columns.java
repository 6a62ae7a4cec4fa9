package io.headgate.api.index;

import static io.headgate.schemas.sql.Column.flag;
import static io.headgate.schemas.sql.Column.integer;
import static io.headgate.schemas.sql.Column.json;
import static io.headgate.schemas.sql.Column.numeric;

import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.message.Notice;
import io.headgate.schemas.message.PublishedCatalog;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.sql.Column;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the tables have of each record, column by column; null where it says nothing. */
final class Columns {
    private Columns() {}

    static List<Column<Admission>> ofAdmission() {
        return List.of(
                text("tenant", a -> a.key().tenant()),
                text("request_id", a -> a.key().request()),
                text("status", _ -> "accepted"),
                flag("admitted", _ -> true),
                text("correlation_id", a -> switch (a) {
                    case InferenceRequest request -> request.correlationId();
                    case InvalidRequest invalid -> invalid.correlationId();
                }),
                text("user_id", request(InferenceRequest::userId)),
                text("task_id", request(r -> r.context().taskId())),
                text("task_type", request(r -> r.context().taskType())),
                text("locale", request(r -> r.context().locale())),
                text("alias", request(InferenceRequest::alias)),
                text("priority", request(r -> r.context().priority().name().toLowerCase(Locale.ROOT))),
                json(
                        "tags",
                        a -> a instanceof InferenceRequest r
                                ? RowJson.tags(r.context().tags())
                                : "{}"),
                text("body_sha256", a -> switch (a) {
                    case InferenceRequest request -> request.bodyHash();
                    case InvalidRequest invalid -> invalid.contentHash();
                }),
                time("accepted_at", a -> switch (a) {
                    case InferenceRequest request -> request.acceptedAt();
                    case InvalidRequest invalid -> invalid.acceptedAt();
                }),
                time("deadline", request(r -> r.context().deadline())),
                text(
                        "batch_id",
                        a -> MarkedBatch.id(
                                switch (a) {
                                    case InferenceRequest request ->
                                        request.context().batch();
                                    case InvalidRequest invalid -> invalid.batch();
                                })));
    }

    static List<Column<Notice>> ofWaiting() {
        return List.of(
                text("tenant", n -> n.key().tenant()),
                text("request_id", n -> n.key().request()),
                text("status", _ -> "waiting"),
                flag("admitted", _ -> false),
                text("waiting_for", Notice::message),
                time("waiting_until", Notice::until));
    }

    static List<Column<InferenceResult>> ofResult() {
        return List.of(
                text("tenant", r -> r.key().tenant()),
                text("request_id", r -> r.key().request()),
                text("status", r -> switch (r.outcome()) {
                    case InferenceResult.Completed _ -> "completed";
                    case InferenceResult.Failed _ -> "failed";
                }),
                flag("admitted", _ -> false),
                text("correlation_id", InferenceResult::correlationId),
                text("user_id", InferenceResult::userId),
                text("task_id", InferenceResult::taskId),
                text("alias", InferenceResult::alias),
                json("tags", r -> RowJson.tags(r.tags())),
                time("accepted_at", InferenceResult::acceptedAt),
                time("ended_at", InferenceResult::endedAt),
                text("provider", completed(c -> c.target().provider())),
                text("endpoint", completed(c -> c.target().endpoint())),
                text("model", completed(c -> c.target().model())),
                text("served_model", completed(InferenceResult.Completed::servedModel)),
                text("response", completed(InferenceResult.Completed::response)),
                json("usage", completed(c -> RowJson.usage(c.usage()))),
                numeric("cost", priced(p -> p.amount().amount())),
                text("currency", priced(p -> p.amount().currency())),
                text("unpriced_reason", completed(c -> c.cost() instanceof Cost.Unpriced u ? u.reason() : null)),
                text("failure_code", failed(f -> f.code().wireName())),
                text("failure_message", failed(Failure::message)),
                text("failure_seen", failed(Failure::seen)),
                text("failure_allowed", failed(Failure::allowed)),
                json("attempts", r -> RowJson.attempts(r.attempts())),
                integer("attempt_count", r -> r.attempts().size()));
    }

    static List<Column<IndexedFailure>> ofFailure() {
        return List.of(
                text("tenant", f -> f.key().tenant()),
                text("request_id", f -> f.key().request()),
                text("parent_id", IndexedFailure::parent),
                text("user_id", IndexedFailure::userId),
                time("accepted_at", IndexedFailure::acceptedAt),
                time("ended_at", IndexedFailure::endedAt),
                text("code", f -> f.code().wireName()),
                text("alias", IndexedFailure::alias),
                text("provider", IndexedFailure::provider),
                text("model", IndexedFailure::model),
                json("tags", f -> RowJson.tags(f.tags())),
                flag("whole", IndexedFailure::whole),
                number("input_tokens", f -> f.size().inputTokens()),
                number("output_tokens", f -> f.size().outputTokens()),
                number("choices", f -> f.size().choices()),
                number("topic_partition", f -> f.place().partition()),
                number("topic_offset", f -> f.place().offset()));
    }

    static List<Column<PublishedCatalog>> ofCatalog() {
        return List.of(
                number("revision", c -> c.revision().number()),
                text("yaml", PublishedCatalog::yaml),
                text("sha256", PublishedCatalog::sha256),
                time("published_at", PublishedCatalog::publishedAt),
                text("published_by", PublishedCatalog::publishedBy));
    }

    private static <V> Function<Admission, @Nullable V> request(Function<InferenceRequest, @Nullable V> value) {
        return admission -> admission instanceof InferenceRequest request ? value.apply(request) : null;
    }

    private static <V> Function<InferenceResult, @Nullable V> completed(
            Function<InferenceResult.Completed, @Nullable V> value) {
        return result ->
                result.outcome() instanceof InferenceResult.Completed completed ? value.apply(completed) : null;
    }

    private static <V> Function<InferenceResult, @Nullable V> priced(Function<Cost.Priced, @Nullable V> value) {
        return completed(completed -> completed.cost() instanceof Cost.Priced priced ? value.apply(priced) : null);
    }

    private static <V> Function<InferenceResult, @Nullable V> failed(Function<Failure, @Nullable V> value) {
        return result -> result.outcome() instanceof InferenceResult.Failed(var failure) ? value.apply(failure) : null;
    }

    private static <T> Column<T> text(String name, Function<T, @Nullable Object> value) {
        return Column.text(name, row -> {
            Object told = value.apply(row);
            return told == null ? null : Storable.text(told.toString());
        });
    }

    private static <T> Column<T> number(String name, Function<T, @Nullable Number> value) {
        return Column.bigint(name, row -> {
            Number told = value.apply(row);
            return told == null ? null : told.longValue();
        });
    }

    private static <T> Column<T> time(String name, Function<T, @Nullable Instant> value) {
        return Column.timestamp(name, row -> {
            Instant told = value.apply(row);
            return told == null ? null : Storable.time(told);
        });
    }
}
