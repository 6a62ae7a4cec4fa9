package io.headgate.api.feedback;

import io.headgate.api.feedback.FeedbackDesk.Heard;
import io.headgate.api.lookup.IndexUnavailableException;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.topic.HeaderNames;
import org.jspecify.annotations.Nullable;

/** Takes in what users say of answers on the topic {@code judgements}, by the same desk as over HTTP. Thread-safe. */
public final class JudgementIntake {
    private final FeedbackDesk desk;

    public JudgementIntake(FeedbackDesk desk) {
        this.desk = desk;
    }

    /** What became of a record. */
    public sealed interface Taken {
        /** It is in the log. */
        record In() implements Taken {}

        /** It says nothing of an answer that there is. */
        record Refused(Failure failure) implements Taken {}

        /**
         * Not now.
         *
         * @param known whether it is known to be a matter of time; else it may never be otherwise
         */
        record Later(Failure failure, boolean known) implements Taken {}
    }

    /**
     * Takes a record in. Blocks while the index is read and the log is written.
     *
     * @param tenant as its header says it; null when it says none
     * @param id of the request, as its header says it; null when it says none
     * @param value JSON, or anything else; null when it has none
     */
    public Taken take(@Nullable String tenant, @Nullable String id, byte @Nullable [] value)
            throws InterruptedException {
        if (tenant == null || id == null) {
            String missing = tenant == null ? HeaderNames.TENANT : HeaderNames.ID;
            return new Taken.Refused(new Failure(
                    tenant == null ? FailureCode.MISSING_TENANT : FailureCode.INVALID_FIELD,
                    "It is not said whose answer is judged: a header is missing.",
                    null,
                    missing));
        }
        if (value == null) {
            return new Taken.Refused(Failure.of(FailureCode.NULL_RECORD, "The judgement has no value."));
        }
        try {
            return taken(
                    desk.give(new RequestKey(new TenantId(tenant), new RequestId(id)), value)
                            .toCompletableFuture()
                            .join(),
                    id);
        } catch (IllegalArgumentException notAnId) {
            return new Taken.Refused(Failure.of(FailureCode.INVALID_FIELD, String.valueOf(notAnId.getMessage())));
        } catch (IndexUnavailableException away) {
            return new Taken.Later(
                    Failure.of(FailureCode.UNKNOWN, "The index cannot be read: whose answer it was is not known."),
                    true);
        }
    }

    private static Taken taken(Heard heard, String id) {
        return switch (heard) {
            case Heard.Taken _ -> new Taken.In();
            case Heard.Refused(Failure failure, var _) -> new Taken.Refused(failure);
            case Heard.Unknown() ->
                new Taken.Refused(new Failure(
                        FailureCode.INVALID_FIELD, "The tenant has no such request.", id, "the id of a request"));
            case Heard.Unanswered(String status) ->
                new Taken.Refused(new Failure(
                        FailureCode.INVALID_FIELD, "The request has no answer.", status, "a completed request"));
            case Heard.Undecided() ->
                new Taken.Later(Failure.of(FailureCode.UNKNOWN, "The index does not know the request."), false);
            case Heard.Unavailable() ->
                new Taken.Later(Failure.of(FailureCode.UNKNOWN, "Kafka did not take the feedback."), true);
        };
    }
}
