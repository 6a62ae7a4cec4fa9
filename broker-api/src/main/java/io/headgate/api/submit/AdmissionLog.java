package io.headgate.api.submit;

import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.telemetry.TraceContext;
import java.util.concurrent.CompletionStage;

/** Where an accepted request is written so that it is not lost. Thread-safe. */
public interface AdmissionLog {
    /** Completes when it is known what became of the record, normally; bounded in time. May block for about a second. */
    CompletionStage<Appended> append(InferenceRequest request, TraceContext trace);

    /** What became of the record. */
    sealed interface Appended {
        /** It is in the log, on all replicas that are in sync. */
        record Acknowledged() implements Appended {}

        /** The log takes no record of this size. */
        record TooLarge(int seenBytes) implements Appended {}

        /** It is not known to be in the log, and must not be called accepted. */
        record Unavailable(String reason) implements Appended {}
    }
}
