package io.headgate.api.batches.run;

import io.headgate.api.batches.Batch;
import io.headgate.api.batches.Upload;
import io.headgate.api.batches.input.RawLine;
import io.headgate.schemas.message.Failure;
import java.util.concurrent.CompletionStage;

/** Makes requests of lines. */
public interface LineSender {
    /** Completes when it is known what became of it, normally; bounded in time. May block for about a second. */
    CompletionStage<Sent> send(Batch batch, Upload upload, RawLine line);

    /** What became of a line. */
    sealed interface Sent {
        /** It is a request, in Kafka: it will have exactly one terminal event. */
        record Taken() implements Sent {}

        /** It can be no request, now or later. */
        record Refused(Failure failure) implements Sent {}

        /** Not known to be in Kafka; it may be sent again, and counts once. */
        record NotNow() implements Sent {}
    }
}
