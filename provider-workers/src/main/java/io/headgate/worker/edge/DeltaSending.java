package io.headgate.worker.edge;

import io.headgate.worker.edge.DeltaStream.Piece;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What comes of one record. A producer tells of a full buffer, or of brokers that it cannot find, before its send returns:
 * then the piece is still here and may be tried again. What fails later is lost. Thread-safe.
 */
final class DeltaSending implements Callback {
    private final DeltaStream stream;
    private final Piece piece;
    private @Nullable Exception failure;
    private boolean returned;

    DeltaSending(DeltaStream stream, Piece piece) {
        this.stream = stream;
        this.piece = piece;
    }

    @Override
    public synchronized void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception cause) {
        if (cause != null && returned) {
            stream.lost(piece);
        }
        failure = cause;
    }

    /** The send has returned; why it has failed until now, null when it has not. */
    synchronized @Nullable Exception returned() {
        returned = true;
        return failure;
    }
}
