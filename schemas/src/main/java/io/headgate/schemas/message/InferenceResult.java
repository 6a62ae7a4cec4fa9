package io.headgate.schemas.message;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.id.UserId;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The terminal event of a request: there is exactly one.
 *
 * @param alias null when the request was too broken to have one
 * @param tags as the client sent them
 * @param attempts every attempt in order; empty when none was made
 */
public record InferenceResult(
        RequestKey key,
        CorrelationId correlationId,
        @Nullable UserId userId,
        @Nullable String taskId,
        @Nullable Alias alias,
        Map<String, String> tags,
        Outcome outcome,
        List<AttemptSummary> attempts,
        @Nullable Decision decision,
        Instant acceptedAt,
        Instant endedAt,
        ReplyFormat replyFormat) {
    public InferenceResult {
        tags = Map.copyOf(tags);
        attempts = List.copyOf(attempts);
    }

    /** What is wrong with a reply that is delivered all the same; empty when nothing is. */
    public Optional<Failure> flaw() {
        return outcome instanceof Completed && !attempts.isEmpty()
                ? Optional.ofNullable(attempts.getLast().failure())
                : Optional.empty();
    }

    /** The parameters that whoever answered was not told of, as paths in the client's body; empty when it was told all. */
    public List<String> dropped() {
        return outcome instanceof Completed && !attempts.isEmpty()
                ? attempts.getLast().dropped()
                : List.of();
    }

    /** Completed or failed. */
    public sealed interface Outcome {}

    /**
     * The provider's reply.
     *
     * @param response an OpenAI chat-completions response, as JSON text
     * @param target who answered
     */
    public record Completed(
            String response, Target target, @Nullable String servedModel, Usage usage, Cost cost) implements Outcome {
        /** Without the response: a completion never reaches a log. */
        @Override
        public String toString() {
            return "Completed[%s]".formatted(target);
        }
    }

    /** A typed failure; the last meaningful error when there were attempts. */
    public record Failed(Failure failure) implements Outcome {}
}
