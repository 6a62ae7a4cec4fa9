package io.headgate.metering.orphan;

import io.headgate.metering.stream.DeadLetter;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.Intent;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Passes intents on as they are, under the name of their tenant. */
final class IntentProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    static final String TO_CALLS = "calls";
    static final String TO_DEADLETTERS = "deadletters";

    private final MessageCodec<Intent> codec;
    private ProcessorContext<byte[], byte[]> context;

    @SuppressWarnings("NullAway.Init") // Streams calls init() before anything else.
    IntentProcessor(MessageCodec<Intent> codec) {
        this.codec = codec;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> taskContext) {
        context = taskContext;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        byte @Nullable [] value = record.value();
        Decoded<Intent> decoded = value == null
                ? new Decoded.Unreadable<>(Failure.of(FailureCode.NULL_RECORD, "intent: the record has no value"))
                : codec.decode(value);
        switch (decoded) {
            case Decoded.Readable<Intent>(var intent) ->
                context.forward(
                        record.withKey(intent.key().tenant().value().getBytes(StandardCharsets.UTF_8)), TO_CALLS);
            case Decoded.Unreadable<Intent>(var failure) ->
                context.forward(DeadLetter.of(record, failure, context.recordMetadata()), TO_DEADLETTERS);
        }
    }
}
