package io.headgate.router.intake;

import io.headgate.router.json.JsonReader;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.UserId;
import io.headgate.schemas.message.ClientRequest;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.message.Origin;
import io.headgate.schemas.message.ReplyFormat;
import io.headgate.schemas.message.RoutingContext;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.HeaderNames;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads whatever is published to a requests topic: Avro, or JSON in three shapes. Any bytes are an answer, never an
 * exception. Thread-safe if its parts are.
 */
public final class IntakeReader {
    /** What an envelope may add to the largest body. */
    static final int ENVELOPE_BYTES = 64 * 1024;

    static final Duration OLDEST = Duration.ofDays(7);
    private static final int MAX_IDEMPOTENCY_KEY = 256;

    private final Attribution attribution;
    private final AvroInput avro;
    private final JsonInput json;

    /**
     * @param topicIds the id of a topic by its name: not the name, which a deleted and recreated topic has again
     */
    public IntakeReader(
            TopicNames topics, MessageCodec<ClientRequest> codec, JsonReader json, Function<String, String> topicIds) {
        this.attribution = new Attribution(topics, topicIds);
        this.avro = new AvroInput(codec, json);
        this.json = new JsonInput(json);
    }

    /** What {@code record} is, under the catalogue in force. */
    public Taken read(RawRecord record, Catalogue catalogue, Instant now) {
        long maxBody = catalogue.defaults().maxBodyBytes();
        ClientInput input = understand(record.value(), maxBody);
        Claims headers = HeaderClaims.of(record.headers());
        Problems problems = new Problems();
        if (input instanceof ClientInput.NotUnderstood notUnderstood) {
            problems.add(notUnderstood.failure());
        }
        return switch (attribution.of(record, input.claims(), headers, problems)) {
            case Attribution.Attributed.Nobody nobody ->
                new Taken.Dead(problems.first() != null ? problems.first() : nobody.failure());
            case Attribution.Attributed.To to -> {
                TraceContext trace = TraceContext.of(
                                record.headers().get(HeaderNames.TRACEPARENT),
                                record.headers().get(HeaderNames.TRACESTATE))
                        .child();
                Claims claims = input.claims().or(headers);
                InferenceRequest request = problems.first() == null && input instanceof ClientInput.Understood read
                        ? request(record, read, to, claims, catalogue, problems, now)
                        : null;
                yield new Taken.Attributed(
                        request != null ? request : invalid(record, to, problems, input.format(), now), trace);
            }
        };
    }

    private ClientInput understand(byte @Nullable [] value, long maxBody) {
        if (value == null) {
            return refused(FailureCode.NULL_RECORD, "the record has no value", "null", "a request");
        }
        if (value.length == 0) {
            return refused(FailureCode.EMPTY_RECORD, "the record's value is empty", "0 bytes", "a request");
        }
        boolean isAvro = AvroInput.looksLike(value);
        if (value.length > maxBody + ENVELOPE_BYTES) {
            return new ClientInput.NotUnderstood(
                    Claims.NONE, tooLarge(value.length, maxBody), isAvro ? ReplyFormat.AVRO : ReplyFormat.JSON);
        }
        return isAvro ? avro.read(value) : json.read(value);
    }

    private static ClientInput refused(FailureCode code, String message, String seen, String allowed) {
        return new ClientInput.NotUnderstood(Claims.NONE, new Failure(code, message, seen, allowed), ReplyFormat.JSON);
    }

    private static Failure tooLarge(long seen, long maxBody) {
        return new Failure(
                FailureCode.BODY_TOO_LARGE,
                "the request's body is too large",
                seen + " bytes",
                "at most " + maxBody + " bytes");
    }

    /** The request; null when {@code problems} has one. */
    private static @Nullable InferenceRequest request(
            RawRecord record,
            ClientInput.Understood input,
            Attribution.Attributed.To to,
            Claims claims,
            Catalogue catalogue,
            Problems problems,
            Instant now) {
        RequestKey key = to.key();
        PolicyCheck.tenant(key.tenant(), catalogue, problems);
        byte[] body = input.body().getBytes(StandardCharsets.UTF_8);
        if (body.length > catalogue.defaults().maxBodyBytes()) {
            problems.add(tooLarge(body.length, catalogue.defaults().maxBodyBytes()));
        }
        Alias alias = BodyCheck.check(input.tree(), problems);
        if (alias != null) {
            PolicyCheck.alias(key.tenant(), alias, catalogue, problems);
        }
        Instant acceptedAt = acceptedAt(record.timestamp(), now);
        RoutingContext context =
                new ContextReader(acceptedAt, catalogue.defaults().deadline(), problems).read(claims);
        UserId user = user(claims.userId(), problems);
        String idempotencyKey = idempotencyKey(claims.idempotencyKey(), problems);
        if (alias == null || problems.first() != null) {
            return null;
        }
        return new InferenceRequest(
                key,
                to.correlationId(),
                user,
                idempotencyKey,
                alias,
                context,
                input.body(),
                Sha256.hex(body),
                input.format(),
                acceptedAt,
                origin(record),
                null);
    }

    private static InvalidRequest invalid(
            RawRecord record, Attribution.Attributed.To to, Problems problems, ReplyFormat format, Instant now) {
        Failure failure = problems.first();
        if (failure == null) {
            throw new IllegalStateException("record %s is invalid for no reason".formatted(record));
        }
        byte[] value = record.value();
        return new InvalidRequest(
                to.key(),
                to.correlationId(),
                failure,
                Sha256.hex(value == null ? new byte[0] : value),
                format,
                acceptedAt(record.timestamp(), now),
                origin(record));
    }

    /** The record's own time, as far as it can be believed: not in the future, and at most {@link #OLDEST} ago. */
    static Instant acceptedAt(Instant timestamp, Instant now) {
        if (timestamp.isAfter(now)) {
            return now;
        }
        Instant oldest = now.minus(OLDEST);
        return timestamp.isBefore(oldest) ? oldest : timestamp;
    }

    private static Origin origin(RawRecord record) {
        return new Origin(record.topic(), record.partition(), record.offset());
    }

    private static @Nullable UserId user(@Nullable String claimed, Problems problems) {
        try {
            return claimed == null ? null : new UserId(claimed);
        } catch (IllegalArgumentException notAnIdentifier) {
            problems.field("user_id", claimed, "1 to 256 visible characters");
            return null;
        }
    }

    private static @Nullable String idempotencyKey(@Nullable String claimed, Problems problems) {
        if (claimed != null && (claimed.isEmpty() || claimed.length() > MAX_IDEMPOTENCY_KEY)) {
            problems.field("idempotency_key", claimed, "1 to %d characters".formatted(MAX_IDEMPOTENCY_KEY));
        }
        return claimed;
    }
}
