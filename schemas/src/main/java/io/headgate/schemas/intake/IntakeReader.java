package io.headgate.schemas.intake;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Sha256;
import io.headgate.schemas.id.UserId;
import io.headgate.schemas.json.JsonReader;
import io.headgate.schemas.message.ClientRequest;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.message.ReplyFormat;
import io.headgate.schemas.message.RequestKind;
import io.headgate.schemas.message.RoutingContext;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.headgate.schemas.topic.HeaderNames;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads whatever clients send: JSON in three shapes, and from topics Avro as well. Any bytes are an answer, never an
 * exception. Thread-safe if its parts are.
 */
public final class IntakeReader {
    /** What an envelope may add to the largest body. */
    static final int ENVELOPE_BYTES = 64 * 1024;

    static final Duration OLDEST = Duration.ofDays(7);
    private static final int MAX_IDEMPOTENCY_KEY = 256;
    private static final String BODY = "body";

    private final Attribution attribution;
    private final AvroInput avro;
    private final JsonInput json;

    public IntakeReader(TopicNames topics, MessageCodec<ClientRequest> codec, JsonReader json) {
        this.attribution = new Attribution(topics);
        this.avro = new AvroInput(codec, json);
        this.json = new JsonInput(json);
    }

    /** What {@code raw} is, under one catalogue for everybody. */
    public Taken read(RawRequest raw, Catalogue catalogue, Instant now) {
        return read(raw, TenantCatalogs.fixed(catalogue), now);
    }

    /** What {@code raw} is, under the catalogue in force as it holds for its tenant. */
    public Taken read(RawRequest raw, TenantCatalogs catalogs, Instant now) {
        ClientInput input = understand(raw, catalogs);
        Claims headers = HeaderClaims.of(raw.headers());
        Problems problems = new Problems();
        if (input instanceof ClientInput.NotUnderstood notUnderstood) {
            problems.add(notUnderstood.fault());
        }
        return switch (attribution.of(raw, input.claims(), headers, problems)) {
            case Attribution.Attributed.Nobody nobody -> {
                Fault fault = problems.first() != null ? problems.first() : nobody.fault();
                yield new Taken.Dead(fault.failure(), fault.field());
            }
            case Attribution.Attributed.To to -> {
                TraceContext trace = TraceContext.of(
                                raw.headers().get(HeaderNames.TRACEPARENT),
                                raw.headers().get(HeaderNames.TRACESTATE))
                        .child();
                Claims claims = input.claims().or(headers);
                InferenceRequest request = problems.first() == null && input instanceof ClientInput.Understood read
                        ? request(raw, read, to, claims, catalogs.of(to.key().tenant()), problems, now)
                        : null;
                yield request != null
                        ? new Taken.Attributed(request, trace, null)
                        : invalid(raw, to, faultOf(raw, problems), input.format(), trace, now);
            }
        };
    }

    private ClientInput understand(RawRequest raw, TenantCatalogs catalogs) {
        long maxBody = catalogs.common().defaults().maxBodyBytes();
        byte[] value = raw.value();
        if (value == null) {
            return refused(FailureCode.NULL_RECORD, "the record has no value", "null", "a request");
        }
        if (value.length == 0) {
            return refused(FailureCode.EMPTY_RECORD, "the request is empty", "0 bytes", "a request");
        }
        boolean isAvro = switch (raw.arrival()) {
            case Arrival.OverKafka _ -> AvroInput.looksLike(value);
            case Arrival.OverHttp _ -> false;
        };
        // What nobody may send is not read, not even to see whose it is.
        if (value.length > maxBody + ENVELOPE_BYTES && value.length > catalogs.largestBodyBytes() + ENVELOPE_BYTES) {
            return new ClientInput.NotUnderstood(
                    Claims.NONE, tooLarge(value.length, maxBody), isAvro ? ReplyFormat.AVRO : ReplyFormat.JSON);
        }
        return isAvro ? avro.read(value) : json.read(value);
    }

    private static ClientInput refused(FailureCode code, String message, String seen, String allowed) {
        return new ClientInput.NotUnderstood(
                Claims.NONE, new Fault(new Failure(code, message, seen, allowed), BODY), ReplyFormat.JSON);
    }

    private static Fault tooLarge(long seen, long maxBody) {
        Failure failure = new Failure(
                FailureCode.BODY_TOO_LARGE,
                "the request's body is too large",
                seen + " bytes",
                "at most " + maxBody + " bytes");
        return new Fault(failure, BODY);
    }

    /** The request; null when {@code problems} has one. */
    private static @Nullable InferenceRequest request(
            RawRequest raw,
            ClientInput.Understood input,
            Attribution.Attributed.To to,
            Claims claims,
            Catalogue catalogue,
            Problems problems,
            Instant now) {
        RequestKey key = to.key();
        PolicyCheck.tenant(key.tenant(), catalogue, problems);
        byte[] body = input.body().getBytes(StandardCharsets.UTF_8);
        long maxBody = catalogue.maxBodyBytes(key.tenant());
        if (body.length > maxBody) {
            problems.add(tooLarge(body.length, maxBody));
        }
        KindCheck.check(raw.headers(), RequestKind.of(name -> input.tree().get(name) != null), problems);
        Alias alias = BodyCheck.check(input.tree(), problems);
        if (alias != null) {
            PolicyCheck.alias(key.tenant(), alias, catalogue, problems);
        }
        Instant acceptedAt = acceptedAt(raw.arrival().at(), now);
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
                raw.arrival().origin(),
                null);
    }

    private static Taken invalid(
            RawRequest raw,
            Attribution.Attributed.To to,
            Fault fault,
            ReplyFormat format,
            TraceContext trace,
            Instant now) {
        byte[] value = raw.value();
        InvalidRequest invalid = new InvalidRequest(
                to.key(),
                to.correlationId(),
                fault.failure(),
                Sha256.hex(value == null ? new byte[0] : value),
                format,
                acceptedAt(raw.arrival().at(), now),
                raw.arrival().origin());
        return new Taken.Attributed(invalid, trace, fault.field());
    }

    private static Fault faultOf(RawRequest raw, Problems problems) {
        Fault fault = problems.first();
        if (fault == null) {
            throw new IllegalStateException("%s is invalid for no reason".formatted(raw));
        }
        return fault;
    }

    /** The arrival's own time, as far as it can be believed: not in the future, and at most {@link #OLDEST} ago. */
    static Instant acceptedAt(Instant timestamp, Instant now) {
        if (timestamp.isAfter(now)) {
            return now;
        }
        Instant oldest = now.minus(OLDEST);
        return timestamp.isBefore(oldest) ? oldest : timestamp;
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
