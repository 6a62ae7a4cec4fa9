package io.headgate.api.feedback;

import io.headgate.api.lookup.RequestLookup;
import io.headgate.api.lookup.RequestLookup.Found;
import io.headgate.api.lookup.RequestRow;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.json.JsonReader;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.Feedback;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes in what users say of answers: finds out whose answers they were, and writes it to the log. Thread-safe. */
public final class FeedbackDesk {
    private final RequestLookup lookup;
    private final FeedbackLog log;
    private final JsonReader json;
    private final InstantSource clock;

    public FeedbackDesk(RequestLookup lookup, FeedbackLog log, JsonReader json, InstantSource clock) {
        this.lookup = lookup;
        this.log = log;
        this.json = json;
        this.clock = clock;
    }

    /** What became of it. */
    public sealed interface Heard {
        /** It is in the log. */
        record Taken(Feedback feedback) implements Heard {}

        /** @param param the field at fault */
        record Refused(Failure failure, String param) implements Heard {}

        /** There is no such request of this tenant. */
        record Unknown() implements Heard {}

        /** The request has no answer that could be judged. */
        record Unanswered(String status) implements Heard {}

        /** Whether there is such a request is not known: the index is behind. */
        record Undecided() implements Heard {}

        /** It is not known to be in the log. */
        record Unavailable() implements Heard {}
    }

    /** Blocks while the index is read; throws {@code IndexUnavailableException} when it cannot be. */
    public CompletionStage<Heard> give(RequestKey key, byte[] body) throws InterruptedException {
        return switch (Judgement.read(body, json)) {
            case Judgement.Refused(Failure failure, String field) -> done(new Heard.Refused(failure, field));
            case Judgement.Given given ->
                switch (lookup.find(key, Duration.ZERO)) {
                    case Found.Unknown() -> done(new Heard.Unknown());
                    case Found.Undecided() -> done(new Heard.Undecided());
                    case Found.Known(RequestRow row) -> write(key, given, row);
                };
        };
    }

    private CompletionStage<Heard> write(RequestKey key, Judgement.Given given, RequestRow row) {
        String alias = row.alias();
        String model = row.model();
        if (!row.status().equals("completed") || model == null) {
            return done(new Heard.Unanswered(row.status()));
        }
        if (alias == null) {
            return done(new Heard.Undecided()); // its end was read before its beginning
        }
        Feedback feedback = new Feedback(
                key, new Alias(alias), new ModelName(model), given.score(), given.comment(), clock.instant());
        return log.append(feedback).thenApply(written -> written ? new Heard.Taken(feedback) : new Heard.Unavailable());
    }

    private static CompletionStage<Heard> done(Heard heard) {
        return CompletableFuture.completedStage(heard);
    }
}
