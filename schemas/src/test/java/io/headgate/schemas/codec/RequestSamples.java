package io.headgate.schemas.codec;

import static io.headgate.schemas.codec.SampleParts.AT;
import static io.headgate.schemas.codec.SampleParts.HASH;
import static io.headgate.schemas.codec.SampleParts.KEY;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.UserId;
import io.headgate.schemas.message.Cancel;
import io.headgate.schemas.message.ClientRequest;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.Feedback;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.message.Origin;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.ReplyFormat;
import io.headgate.schemas.message.RoutingContext;
import io.headgate.schemas.money.Money;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What comes in, and what asks to close it. */
final class RequestSamples {
    static final InferenceRequest FULL_REQUEST = new InferenceRequest(
            KEY,
            new CorrelationId("c-1"),
            new UserId("u-1"),
            "idem-1",
            new Alias("fast-text"),
            new RoutingContext(
                    "task-9",
                    "classification",
                    "de-CH",
                    Priority.CRITICAL,
                    AT.plusSeconds(60),
                    Duration.ofMillis(2500),
                    Money.of("0.05", "USD"),
                    Map.of("project", "search", "feature", "größe"),
                    Set.of(new ProviderName("openai"))),
            "{\"model\":\"fast-text\",\"messages\":[]}",
            HASH,
            ReplyFormat.JSON,
            AT,
            new Origin("headgate.requests", 3, 42),
            new RequestId("r-0"));
    static final InferenceRequest BARE_REQUEST = new InferenceRequest(
            KEY,
            new CorrelationId("r-1"),
            null,
            null,
            new Alias("a"),
            new RoutingContext(null, null, null, Priority.BACKGROUND, AT, null, null, Map.of()),
            "{}",
            HASH,
            ReplyFormat.AVRO,
            AT,
            Origin.HTTP,
            null);
    static final InvalidRequest INVALID = new InvalidRequest(
            KEY,
            new CorrelationId("c-1"),
            new Failure(FailureCode.UNKNOWN_ALIAS, "no such route", "fast-txt", "fast-text"),
            HASH,
            ReplyFormat.JSON,
            AT,
            new Origin("headgate.requests.acme", 0, 0));

    private RequestSamples() {}

    static List<Sample<?>> all() {
        return List.of(
                new Sample<>("ClientRequest", "maximal", fullClientRequest(), Codecs::clientRequest),
                new Sample<>("ClientRequest", "minimal", bareClientRequest(), Codecs::clientRequest),
                new Sample<>("Admission", "maximal", FULL_REQUEST, Codecs::admission),
                new Sample<>("Admission", "minimal", BARE_REQUEST, Codecs::admission),
                new Sample<>("Admission", "invalid", INVALID, Codecs::admission),
                new Sample<>("Cancel", "maximal", new Cancel(KEY, "ada", "no longer needed", AT), Codecs::cancel),
                new Sample<>("Cancel", "minimal", new Cancel(KEY, null, null, AT), Codecs::cancel),
                new Sample<>(
                        "Feedback",
                        "maximal",
                        new Feedback(KEY, new Alias("fast-text"), new ModelName("gpt-large"), -0.5, "too long", AT),
                        Codecs::feedback),
                new Sample<>(
                        "Feedback",
                        "minimal",
                        new Feedback(KEY, new Alias("fast-text"), new ModelName("gpt-large"), 1, null, AT),
                        Codecs::feedback));
    }

    static ClientRequest fullClientRequest() {
        return new ClientRequest(
                "acme",
                "r-1",
                "c-1",
                "u-1",
                "idem-1",
                "task-9",
                "extraction",
                "fr",
                "critical",
                AT,
                Duration.ofSeconds(3),
                Money.of("0.05", "EUR"),
                Map.of("project", "search"),
                "{\"model\":\"fast-text\"}");
    }

    static ClientRequest bareClientRequest() {
        return new ClientRequest(null, null, null, null, null, null, null, null, null, null, null, null, Map.of(), "");
    }
}
