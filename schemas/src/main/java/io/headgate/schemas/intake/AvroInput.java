package io.headgate.schemas.intake;

import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.json.JsonDocument;
import io.headgate.schemas.json.JsonReader;
import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.message.ClientRequest;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.ReplyFormat;
import io.headgate.schemas.money.Money;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Understands a client's Avro record, in either framing; its body is JSON text. */
final class AvroInput {
    /** First byte of Avro's single-object encoding. */
    private static final byte SINGLE_OBJECT = (byte) 0xC3;

    /** First byte of Confluent's framing. JSON text begins with neither. */
    private static final byte CONFLUENT = 0;

    private final MessageCodec<ClientRequest> codec;
    private final JsonReader json;

    AvroInput(MessageCodec<ClientRequest> codec, JsonReader json) {
        this.codec = codec;
        this.json = json;
    }

    static boolean looksLike(byte[] value) {
        return value[0] == SINGLE_OBJECT || value[0] == CONFLUENT;
    }

    ClientInput read(byte[] value) {
        return switch (codec.decode(value)) {
            case Decoded.Unreadable<ClientRequest> unreadable -> refused(Claims.NONE, unreadable.failure());
            case Decoded.Readable<ClientRequest> readable -> body(readable.value());
        };
    }

    private ClientInput body(ClientRequest request) {
        Claims claims = claims(request);
        return switch (json.read(request.body())) {
            case JsonDocument.Refused refused -> refused(claims, refused.failure());
            case JsonDocument.Parsed document
            when document.root() instanceof JsonValue.Obj root ->
                new ClientInput.Understood(claims, document.verbatim(root), root, ReplyFormat.AVRO);
            case JsonDocument.Parsed document ->
                refused(
                        claims,
                        new Failure(
                                FailureCode.INVALID_JSON,
                                "field 'body' is JSON, but no request",
                                JsonValue.kindOf(document.root()),
                                "an object"));
        };
    }

    private static Claims claims(ClientRequest request) {
        return new Claims(
                request.tenant(),
                request.id(),
                request.correlationId(),
                request.userId(),
                request.idempotencyKey(),
                request.taskId(),
                request.taskType(),
                request.locale(),
                request.priority(),
                request.deadline() == null ? null : request.deadline().toString(),
                millis(request.maxLatency()),
                budget(request.budget()),
                null,
                null,
                request.tags());
    }

    private static @Nullable String millis(@Nullable Duration duration) {
        return duration == null ? null : Long.toString(duration.toMillis());
    }

    private static @Nullable String budget(@Nullable Money budget) {
        return budget == null ? null : budget.amount().toPlainString() + " " + budget.currency();
    }

    private static ClientInput refused(Claims claims, Failure failure) {
        return new ClientInput.NotUnderstood(claims, new Fault(failure, "body"), ReplyFormat.AVRO);
    }
}
