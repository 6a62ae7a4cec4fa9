package io.headgate.deploy.benchmarks.rig;

import io.headgate.schemas.catalog.Billing;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Defaults;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.ProviderLimits;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.Retry;
import io.headgate.schemas.catalog.Timeouts;
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
import io.headgate.schemas.message.Decision;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.Origin;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.ReplyFormat;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.message.RoutingContext;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Price;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/** The one request that is made again and again, and the catalogue in which its provider stands. */
public final class Sample {
    public static final ProviderName PROVIDER = new ProviderName("sim");

    private static final int MAX_TOKENS = 64;
    private static final Target TARGET =
            new Target(PROVIDER, new EndpointName("main"), new ModelName("sim-small"), "sim-small-2026-01-01");

    /** What goes upstream: the pinned model. */
    public static final String MODEL = TARGET.providerModel();

    private static final String BODY = body(MODEL);

    private static final CatalogRevision REVISION = new CatalogRevision(1);
    private static final TenantId TENANT = new TenantId("acme");
    private static final Price PRICE = new Price(
            new PriceId("sim-small@2026"),
            Instant.parse("2026-01-01T00:00:00Z"),
            Currency.getInstance("USD"),
            Map.of(Meter.INPUT, new BigDecimal("2.5"), Meter.OUTPUT, new BigDecimal("10")));
    /** Longer than any run. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private Sample() {}

    /** Of about 1 KB, with a cap on output. */
    public static String body(String model) {
        return "{\"model\":\"%s\",\"max_tokens\":%d,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(model, MAX_TOKENS, "Tell me about canals and locks. ".repeat(28));
    }

    /** The first attempt of the request of this number. */
    static Dispatch dispatch(int index) {
        String id = id(index);
        Instant now = Instant.now();
        InferenceRequest request = new InferenceRequest(
                new RequestKey(TENANT, new RequestId(id)),
                new CorrelationId(id),
                null,
                null,
                new Alias("fast"),
                new RoutingContext(
                        "bench", null, null, Priority.STANDARD, now.plus(PATIENCE), null, null, Map.of("project", "x")),
                BODY,
                "0".repeat(64),
                ReplyFormat.JSON,
                now,
                Origin.HTTP,
                null);
        return new Dispatch(
                request,
                new AttemptId(id + "/1"),
                1,
                TARGET,
                PRICE,
                new Reservation(240, MAX_TOKENS, null),
                new Decision("ordered", REVISION, List.of()),
                List.of(),
                now);
    }

    static String id(int index) {
        return "r" + index;
    }

    /** The number of the request of this id. */
    public static int index(byte[] id) {
        int index = 0;
        for (int i = 1; i < id.length; i++) {
            index = index * 10 + id[i] - '0';
        }
        return index;
    }

    /**
     * One provider without limits but the calls in flight.
     *
     * @param inFlight of standard work: a tenth of all permits is for critical work alone
     */
    public static Catalogue catalogue(URI baseUrl, int inFlight) {
        Provider provider = new Provider(
                PROVIDER,
                "openai",
                List.of(new Provider.Endpoint(TARGET.endpoint(), baseUrl, null)),
                null,
                null,
                new ProviderLimits(null, null, 1, (inFlight * 10 + 8) / 9 + 1),
                new Timeouts(
                        Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofMinutes(2)),
                new Retry(3, Duration.ofMillis(50), Duration.ofSeconds(1)),
                List.of(),
                Redaction.NONE,
                true,
                Billing.CALENDAR_MONTHS);
        return new Catalogue(
                REVISION,
                new Defaults(null, List.of(), null, Duration.ofMinutes(1), 100, 1 << 20),
                Map.of(PROVIDER, provider),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of());
    }
}
