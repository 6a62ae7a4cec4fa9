package io.headgate.worker;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.PriceId;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Decision;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.Origin;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.ReplyFormat;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.message.RoutingContext;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Price;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Dispatches to test with. */
public final class Samples {
    public static final ProviderName PROVIDER = new ProviderName("sim");
    public static final TenantId TENANT = new TenantId("acme");
    public static final Target TARGET =
            new Target(PROVIDER, new EndpointName("main"), new ModelName("sim-small"), "small-2026-01-01");
    public static final Price PRICE = new Price(
            new PriceId("sim-small@2026"),
            Instant.parse("2026-01-01T00:00:00Z"),
            Currency.getInstance("USD"),
            Map.of(Meter.INPUT, new BigDecimal("2.5"), Meter.OUTPUT, new BigDecimal("10")));
    public static final String PROMPT = "{\"model\":\"fast\",\"stream\":true,\"temperature\":0.10,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"Tell me about canals.\"}]}";

    private Samples() {}

    /** The first attempt of a request of this id, wanted for a minute from now. */
    public static Dispatch dispatch(String id) {
        return dispatch(id, 1, Instant.now().plus(Duration.ofMinutes(1)), PROMPT);
    }

    public static Dispatch dispatch(String id, int number, Instant deadline, String body) {
        return new Dispatch(
                request(id, deadline, body),
                new AttemptId(id + "/" + number),
                number,
                TARGET,
                PRICE,
                new Reservation(20, 64, null),
                new Decision("ordered", new CatalogRevision(1), List.of()),
                List.of(),
                Instant.now());
    }

    public static InferenceRequest request(String id, Instant deadline, String body) {
        return new InferenceRequest(
                new RequestKey(TENANT, new RequestId(id)),
                new CorrelationId("corr-" + id),
                null,
                null,
                new Alias("fast"),
                new RoutingContext(
                        "task-1", "extraction", null, Priority.STANDARD, deadline, null, null, Map.of("project", "x")),
                body,
                "0".repeat(64),
                ReplyFormat.JSON,
                Instant.now(),
                Origin.HTTP,
                null);
    }

    /** The same dispatch after an earlier attempt. */
    public static Dispatch after(Dispatch dispatch, AttemptStatus status, FailureCode code) {
        AttemptSummary earlier = new AttemptSummary(
                new AttemptId("earlier/1"),
                TARGET,
                status,
                Failure.of(code, "earlier"),
                null,
                Instant.now(),
                Duration.ofMillis(5));
        return new Dispatch(
                dispatch.request(),
                dispatch.attempt(),
                dispatch.number() + 1,
                dispatch.target(),
                dispatch.price(),
                dispatch.reservation(),
                dispatch.decision(),
                Stream.concat(dispatch.history().stream(), Stream.of(earlier)).toList(),
                dispatch.dispatchedAt());
    }
}
