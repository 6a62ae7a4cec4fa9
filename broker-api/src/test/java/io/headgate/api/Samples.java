package io.headgate.api;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.UserId;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.BatchMark;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Origin;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.ReplyFormat;
import io.headgate.schemas.message.RoutingContext;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Messages to test with. */
public final class Samples {
    public static final Instant ACCEPTED = Instant.parse("2026-11-20T12:00:00Z");
    private static final Target TARGET =
            new Target(new ProviderName("p1"), new EndpointName("eu"), new ModelName("m1"), "m1-2026-01-01");

    private Samples() {}

    public static RequestKey key(String tenant, String id) {
        return new RequestKey(new TenantId(tenant), new RequestId(id));
    }

    public static InferenceRequest request(RequestKey key, String body) {
        return new InferenceRequest(
                key,
                new CorrelationId("corr"),
                new UserId("u1"),
                null,
                new Alias("fast-text"),
                new RoutingContext(
                        "task",
                        "extraction",
                        "de-CH",
                        Priority.STANDARD,
                        ACCEPTED.plusSeconds(600),
                        null,
                        null,
                        Map.of("project", "search")),
                body,
                "00",
                ReplyFormat.JSON,
                ACCEPTED,
                Origin.HTTP,
                null);
    }

    /** A request that is part of a batch. */
    public static InferenceRequest marked(RequestKey key, String body, BatchMark batch) {
        InferenceRequest plain = request(key, body);
        RoutingContext context = plain.context();
        return new InferenceRequest(
                key,
                plain.correlationId(),
                plain.userId(),
                null,
                plain.alias(),
                new RoutingContext(
                        context.taskId(),
                        context.taskType(),
                        context.locale(),
                        context.priority(),
                        context.deadline(),
                        null,
                        null,
                        context.tags(),
                        Set.of(),
                        batch),
                body,
                plain.bodyHash(),
                plain.replyFormat(),
                plain.acceptedAt(),
                plain.origin(),
                null);
    }

    public static InferenceResult completed(RequestKey key, String response) {
        return result(
                key,
                new InferenceResult.Completed(
                        response,
                        TARGET,
                        "m1-2026-01-01",
                        new Usage(Map.of(Meter.INPUT, 12L, Meter.OUTPUT, 3L), Usage.Source.REPORTED),
                        new Cost.Priced(Money.of("0.000123", "USD"))));
    }

    public static InferenceResult failed(RequestKey key, String message) {
        return result(
                key, new InferenceResult.Failed(new Failure(FailureCode.PROVIDER_TIMEOUT, message, "60 s", "30 s")));
    }

    private static InferenceResult result(RequestKey key, InferenceResult.Outcome outcome) {
        AttemptSummary attempt = new AttemptSummary(
                new AttemptId(key.request() + "/1"),
                TARGET,
                AttemptStatus.COMPLETED,
                null,
                200,
                ACCEPTED,
                Duration.ofMillis(700));
        return new InferenceResult(
                key,
                new CorrelationId("corr"),
                new UserId("u1"),
                null,
                new Alias("fast-text"),
                Map.of("project", "search"),
                outcome,
                List.of(attempt),
                null,
                ACCEPTED,
                ACCEPTED.plusMillis(900),
                ReplyFormat.JSON);
    }
}
