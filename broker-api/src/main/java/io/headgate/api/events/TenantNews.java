package io.headgate.api.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.api.watch.Watched;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.InferenceResult.Completed;
import io.headgate.schemas.message.InferenceResult.Failed;
import io.headgate.schemas.message.Notice;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is told of a request to one who follows all of its tenant's: enough to know which to look up, and no content. */
final class TenantNews {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TenantNews() {}

    /** Without an id; empty for pieces of replies. */
    static Optional<RequestEvent> of(Watched watched) {
        return switch (watched) {
            case Watched.Told(Notice notice) -> Optional.of(told(notice));
            case Watched.Ended(InferenceResult result) -> Optional.of(ended(result));
            case Watched.Piece _ -> Optional.empty();
        };
    }

    private static RequestEvent told(Notice notice) {
        ObjectNode data =
                JSON.createObjectNode().put("id", notice.key().request().value());
        return switch (notice.kind()) {
            case WAITING -> {
                data.put("status", "waiting")
                        .putObject("waiting")
                        .put("reason", notice.message())
                        .put("expected_until", text(notice.until()));
                yield new RequestEvent(null, "state", data.toString());
            }
            case DUPLICATE_ABSORBED, IDEMPOTENCY_CONFLICT, OTHER -> {
                data.put("kind", notice.kind().name().toLowerCase(Locale.ROOT))
                        .put("message", notice.message())
                        .put("at", notice.at().toString());
                yield new RequestEvent(null, "notice", data.toString());
            }
        };
    }

    private static RequestEvent ended(InferenceResult result) {
        ObjectNode data = JSON.createObjectNode()
                .put("id", result.key().request().value())
                .put("correlation_id", result.correlationId().value())
                .put("alias", result.alias() == null ? null : result.alias().value());
        ObjectNode tags = data.putObject("tags");
        result.tags().forEach(tags::put);
        String status = switch (result.outcome()) {
            case Completed completed -> {
                data.put("provider", completed.target().provider().value())
                        .put("model", completed.target().model().value());
                yield "completed";
            }
            case Failed(var failure) -> {
                data.putObject("error").put("code", failure.code().wireName()).put("message", failure.message());
                yield "failed";
            }
        };
        data.put("status", status)
                .put("accepted_at", result.acceptedAt().toString())
                .put("ended_at", result.endedAt().toString());
        return new RequestEvent(null, status, data.toString());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
