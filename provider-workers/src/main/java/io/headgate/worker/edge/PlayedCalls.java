package io.headgate.worker.edge;

import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.worker.guard.Permit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Dispatches whose calls somebody plays: no threads, and no end before it is said. */
final class PlayedCalls implements Calls {
    private final MessageCodec<Dispatch> codec;
    private final WrittenDown written;
    private final Consumer<TakenDispatch> player;
    private final Runnable wake;
    private final List<Handling> underWay = new ArrayList<>();
    private final Queue<CallEnd> ended = new ArrayDeque<>();

    PlayedCalls(MessageCodec<Dispatch> codec, WrittenDown written, Consumer<TakenDispatch> player, Runnable wake) {
        this.codec = codec;
        this.written = written;
        this.player = player;
        this.wake = wake;
    }

    @Override
    public void start(Handling handling) {
        handling.held.onTheirWay.add(handling);
        underWay.add(handling);
        ConsumerRecord<byte[], byte[]> taken = handling.handOver();
        switch (codec.decode(taken.value())) {
            case Decoded.Readable<Dispatch>(Dispatch dispatch) -> {
                handling.identify(dispatch.request().key());
                RecordHeading heading = new RecordHeading(
                        dispatch.request().key(),
                        dispatch.request().correlationId(),
                        TraceContext.from(taken.headers()));
                player.accept(new TakenDispatch(dispatch, heading, handling, this, written));
            }
            case Decoded.Unreadable<Dispatch>(Failure failure) -> ended(unreadable(handling, taken, failure));
        }
    }

    private CallEnd unreadable(Handling handling, ConsumerRecord<byte[], byte[]> taken, Failure failure) {
        try {
            return new CallEnd.Finished(handling, written.unreadable(taken, failure), Permit.NONE);
        } catch (InterruptedException closing) {
            throw new IllegalStateException("nobody interrupts who plays", closing);
        }
    }

    void ended(CallEnd end) {
        ended.add(end);
        wake.run();
    }

    @Override
    public void cancel(RequestKey request) {
        underWay.stream().filter(handling -> request.equals(handling.key())).forEach(Handling::cancel);
    }

    @Override
    public boolean anyEnded() {
        return !ended.isEmpty();
    }

    @Override
    public @Nullable CallEnd next(Duration longest) {
        CallEnd end = ended.poll();
        if (end != null) {
            underWay.remove(end.handling());
            end.handling().held.onTheirWay.remove(end.handling());
        }
        return end;
    }

    @Override
    public int underWay() {
        return underWay.size();
    }

    @Override
    public void close() {
        underWay.forEach(Handling::abandon);
    }
}
