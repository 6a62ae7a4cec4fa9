package io.headgate.api.http.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.headgate.api.http.replay.PlanReply.Amount;
import io.headgate.api.replay.Overrides;
import io.headgate.api.replay.Progress;
import io.headgate.api.replay.Replay;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A replay. Instants in ISO 8601, UTC; what does not apply is left out.
 *
 * @param object always {@code replay}
 * @param status {@code running, completed, cancelled}: of the sending, not of what was sent
 * @param filter a JSON object, as it was asked for
 * @param plan what was foreseen; only in the answer to the order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReplayReply(
        String id,
        String object,
        String status,
        String tenant,
        @JsonProperty("created_at") String createdAt,
        @JsonProperty("created_by") String createdBy,
        @JsonProperty("ended_at") @Nullable String endedAt,
        @JsonRawValue String filter,
        Changed overrides,
        @JsonProperty("per_second") int perSecond,
        @Nullable Counts counts,
        @Nullable PlanReply plan) {
    /** What is said of the requests in place of what they said. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Changed(
            @Nullable String alias,
            @Nullable String provider,
            @Nullable String deadline,
            @Nullable String priority) {
        static Changed of(Overrides overrides) {
            return new Changed(
                    text(overrides.alias()),
                    text(overrides.provider()),
                    text(overrides.deadline()),
                    overrides.priority() == null
                            ? null
                            : overrides.priority().name().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * How far it is.
     *
     * @param waiting not sent yet; of a replay that was cancelled, never sent
     * @param completed of those sent, as {@code failed}
     * @param costs of what has completed
     */
    record Counts(
            long total,
            long waiting,
            long sent,
            long refused,
            long gone,
            long completed,
            long failed,
            List<Amount> costs,
            long unpriced) {
        static Counts of(Progress progress) {
            return new Counts(
                    progress.total(),
                    progress.waiting(),
                    progress.sent(),
                    progress.refused(),
                    progress.gone(),
                    progress.completed(),
                    progress.failed(),
                    progress.costs().stream().map(Amount::of).toList(),
                    progress.unpriced());
        }
    }

    static ReplayReply of(Replay replay, @Nullable Progress progress, @Nullable PlanReply plan) {
        Instant ended = replay.endedAt();
        return new ReplayReply(
                replay.id().value(),
                "replay",
                replay.state().wireName(),
                replay.tenant().value(),
                replay.orderedAt().toString(),
                replay.orderedBy(),
                text(ended),
                replay.filter(),
                Changed.of(replay.overrides()),
                replay.perSecond(),
                progress == null ? null : Counts.of(progress),
                plan);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
