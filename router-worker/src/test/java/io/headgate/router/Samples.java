package io.headgate.router;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Sha256;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.message.Origin;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.ReplyFormat;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.message.RoutingContext;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Money;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The requests that the router's tests are about, and what becomes of them; the catalogues are in {@link Catalogues}. */
public final class Samples {
    public static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    public static final Alias FAST = new Alias("fast-text");
    public static final Alias CHEAP = new Alias("cheap-text");
    public static final TenantId ACME = new TenantId("acme");
    public static final TenantId NARROW = new TenantId("narrow");
    public static final ModelName LARGE = new ModelName("alpha-large");

    private Samples() {}

    public static String body(String alias) {
        return "{\"model\":\"" + alias + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello there\"}]}";
    }

    public static InferenceRequest request(String id) {
        return request(id, body(FAST.value()), FAST, context(null));
    }

    public static InferenceRequest request(String id, String body, Alias alias, RoutingContext context) {
        return request(ACME, id, body, alias, context);
    }

    public static InferenceRequest request(
            TenantId tenant, String id, String body, Alias alias, RoutingContext context) {
        return new InferenceRequest(
                new RequestKey(tenant, new RequestId(id)),
                new CorrelationId(id),
                null,
                null,
                alias,
                context,
                body,
                Sha256.hex(body.getBytes(StandardCharsets.UTF_8)),
                ReplyFormat.JSON,
                NOW,
                new Origin("headgate.requests", 0, 1),
                null);
    }

    public static InferenceRequest withKey(InferenceRequest request, String idempotencyKey) {
        return new InferenceRequest(
                request.key(),
                request.correlationId(),
                request.userId(),
                idempotencyKey,
                request.alias(),
                request.context(),
                request.body(),
                request.bodyHash(),
                request.replyFormat(),
                request.acceptedAt(),
                request.origin(),
                request.parent());
    }

    public static RoutingContext context(@Nullable Money budget) {
        return new RoutingContext(
                null, null, null, Priority.STANDARD, NOW.plusSeconds(600), null, budget, Map.of("project", "search"));
    }

    public static Attempt attempt(Disposition disposition, int number, AttemptSummary summary) {
        return attempt(disposition, number, summary, new CatalogRevision(7));
    }

    /** One of a dispatch that was decided on under a revision of the catalogue. */
    public static Attempt attempt(
            Disposition disposition, int number, AttemptSummary summary, CatalogRevision revision) {
        InferenceRequest request = request("r-1");
        return new Attempt(
                request.key(),
                summary,
                number,
                request.alias(),
                null,
                null,
                Map.of(),
                null,
                null,
                null,
                new Cost.Unpriced("no price in force"),
                new Reservation(1, 1, null),
                null,
                null,
                revision,
                disposition);
    }

    public static AttemptSummary summary(String endpoint, FailureCode code) {
        return new AttemptSummary(
                new AttemptId("r-1/1"),
                new Target(
                        new ProviderName("alpha"),
                        new EndpointName(endpoint),
                        new ModelName("alpha-large"),
                        "alpha-large-2026-01-01"),
                AttemptStatus.RETRYABLE,
                Failure.of(code, "it went wrong"),
                503,
                NOW,
                Duration.ofMillis(7));
    }

    public static InvalidRequest invalid(String id, String hash) {
        return new InvalidRequest(
                new RequestKey(ACME, new RequestId(id)),
                new CorrelationId(id),
                Failure.of(FailureCode.INVALID_JSON, "not JSON"),
                hash,
                ReplyFormat.JSON,
                NOW,
                new Origin("headgate.requests", 0, 2));
    }
}
