package io.headgate.schemas.codec;

import io.headgate.schemas.codec.json.ResultJson;
import io.headgate.schemas.message.InferenceResult;
import org.jspecify.annotations.Nullable;

/** Results in the format of the request: Avro, or JSON. */
final class ResultCodec implements MessageCodec<InferenceResult> {
    private final MessageCodec<InferenceResult> avro;

    ResultCodec(MessageCodec<InferenceResult> avro) {
        this.avro = avro;
    }

    @Override
    public byte[] encode(InferenceResult result) {
        return switch (result.replyFormat()) {
            case AVRO -> avro.encode(result);
            case JSON -> ResultJson.encode(result);
        };
    }

    @Override
    public Decoded<InferenceResult> decode(byte @Nullable [] value) {
        return value != null && value.length > 0 && value[0] == '{' ? ResultJson.decode(value) : avro.decode(value);
    }
}
