package io.headgate.deploy.benchmarks.metering;

import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.PriceId;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.Rating;
import io.headgate.schemas.money.Usage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Completed attempts of 32 tenants with 4 projects each, at 4 models with a price. */
final class MeteringTraffic {
    private static final int TENANTS = 32;
    private static final int PROJECTS = 4;
    private static final int MODELS = 4;
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Currency USD = Currency.getInstance("USD");
    private static final AvroCodecs CODECS = AvroCodecs.singleObject();

    private MeteringTraffic() {}

    /** The attempt of this number, started now. */
    static Attempt attempt(int index) {
        Price price = price(index % MODELS);
        Usage usage = new Usage(
                Map.of(Meter.INPUT, 900L + index % 200, Meter.CACHE_READ, 128L, Meter.OUTPUT, 50L + index % 100),
                Usage.Source.REPORTED);
        Instant now = Instant.now();
        return new Attempt(
                new RequestKey(new TenantId("t" + index % TENANTS), new RequestId("r" + index)),
                new AttemptSummary(
                        new AttemptId("r" + index + "/1"),
                        new Target(
                                new ProviderName("bench"),
                                new EndpointName("main"),
                                new ModelName("m" + index % MODELS),
                                "m" + index % MODELS + "-2026-01-01"),
                        AttemptStatus.COMPLETED,
                        null,
                        200,
                        now,
                        Duration.ofMillis(700)),
                1,
                new Alias("fast"),
                null,
                null,
                Map.of("project", "p" + index / TENANTS % PROJECTS),
                null,
                usage,
                price,
                Rating.rate(usage, price),
                new Reservation(1_200, 200, Money.of("0.01", "USD")),
                null,
                null,
                new CatalogRevision(1),
                new Disposition.Final(),
                null,
                price(MODELS - 1),
                now);
    }

    /** The same as a record. */
    static ProducerRecord<byte[], byte[]> record(String topic, int index) {
        Attempt attempt = attempt(index);
        byte[] tenant = attempt.key().tenant().value().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic, tenant, CODECS.attempt().encode(attempt));
    }

    private static Price price(int model) {
        BigDecimal input = new BigDecimal("0.15").multiply(BigDecimal.valueOf(model + 1L));
        return new Price(
                new PriceId("m" + model + "@2026-01-01"),
                SINCE,
                USD,
                Map.of(Meter.INPUT, input, Meter.OUTPUT, input.multiply(BigDecimal.valueOf(4))));
    }
}
