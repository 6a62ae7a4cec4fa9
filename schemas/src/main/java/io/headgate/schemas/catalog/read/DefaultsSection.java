package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Defaults;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.ListShape;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Values;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TierName;
import java.time.Duration;
import java.util.List;

/** {@code defaults}. */
final class DefaultsSection {
    /** What leaves room, in a Kafka record of the default size of 1 MiB, for what travels with a body. */
    static final long MAX_BODY_BYTES = 900_000;

    private static final Duration DEADLINE = Duration.ofMinutes(15);
    private static final long MAX_OUTPUT_TOKENS = 1024;
    private static final long BODY_BYTES = 524_288;

    private final Field<ProviderName> provider;
    private final Field<List<ProviderName>> fallbacks;
    private final Field<TierName> tier;
    private final Field<Duration> deadline = Field.defaulted(
            "deadline",
            Scalars.duration(Duration.ofSeconds(1), Duration.ofHours(24)),
            DEADLINE,
            "15m",
            "How long after acceptance a request that names no deadline is still wanted.");
    private final Field<Long> maxOutputTokens = Field.defaulted(
            "max_output_tokens",
            Scalars.integer(1, 10_000_000),
            MAX_OUTPUT_TOKENS,
            "1024",
            "The cap, in tokens, put into a request where neither it nor its route has one.");
    private final Field<Long> maxBodyBytes = Field.defaulted(
            "max_body_bytes",
            Scalars.integer(1024, MAX_BODY_BYTES),
            BODY_BYTES,
            "524288",
            "The largest request body accepted, in bytes of UTF-8.");

    DefaultsSection(Names names) {
        provider = Field.optional(
                "provider", names.provider(), "none goes first", "The provider that goes first on every route.");
        fallbacks = Field.optional(
                "fallbacks",
                ListShape.ofDistinct(names.provider()),
                "none",
                "The providers that follow it, in order, where neither the route nor the first provider has a chain.");
        tier = Field.optional(
                "tier",
                names.tier(),
                "requests of tenants that the catalogue does not name are refused",
                "The tier of a tenant that names none, and of tenants that the catalogue does not name.");
    }

    ObjectShape<Defaults> shape() {
        return new ObjectShape<>(
                "What holds where a route, a provider or a tenant says nothing of its own.",
                List.of(provider, fallbacks, tier, deadline, maxOutputTokens, maxBodyBytes),
                this::check,
                this::build);
    }

    private void check(Values values) {
        Chains.refuseSelf(values, provider, fallbacks);
    }

    private Defaults build(Values values) {
        return new Defaults(
                values.find(provider).orElse(null),
                values.find(fallbacks).orElse(List.of()),
                values.find(tier).orElse(null),
                values.get(deadline),
                values.get(maxOutputTokens),
                values.get(maxBodyBytes));
    }
}
