package io.headgate.api.feedback;

import io.headgate.schemas.message.Feedback;
import java.util.concurrent.CompletionStage;

/** Where feedback is written so that it is not lost. Thread-safe. */
@FunctionalInterface
public interface FeedbackLog {
    /** Completes normally: true when it is in the log, false when that is not known. Bounded in time. */
    CompletionStage<Boolean> append(Feedback feedback);
}
