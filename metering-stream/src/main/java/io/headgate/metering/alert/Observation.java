package io.headgate.metering.alert;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Alert;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Something that was seen. Days are UTC; amounts are exact and in their own currency. */
public sealed interface Observation {
    /**
     * How much of a limit is used in the window at hand.
     *
     * @param measure {@code tokens, cost, requests}
     * @param period {@code day, month} …
     * @param currency of a cost; null otherwise
     * @param window half-open, as the limit's time zone has it
     */
    record Quota(
            TenantId tenant,
            @Nullable String project,
            @Nullable ModelName model,
            String measure,
            String period,
            @Nullable String currency,
            BigDecimal limit,
            BigDecimal spent,
            Alert.Window window)
            implements Observation {}

    /** What a tenant, a project of a tenant, or a model cost on a day. */
    record DayCost(Alert.Scope scope, Currency currency, LocalDate day, BigDecimal amount) implements Observation {}

    /**
     * What a tenant's completed attempts on a model were on a day.
     *
     * @param currency null on the line of unpriced attempts, which has no amount
     */
    record DayUse(
            TenantId tenant,
            ModelName model,
            LocalDate day,
            long completed,
            long tokens,
            @Nullable Currency currency,
            @Nullable BigDecimal amount)
            implements Observation {}

    /** How many of an alias's attempts a model completed on a day. */
    record DayServed(Alias alias, ModelName model, LocalDate day, long completed) implements Observation {}

    /**
     * Attempts on a model whose cost is not known, 1 or more.
     *
     * @param beyondPrice those of them that a price was in force for which has no rate for what they used: a service tier, a
     *     meter
     */
    record Unpriced(ProviderName provider, ModelName model, long attempts, long beyondPrice) implements Observation {}

    /** A provider's attempts of late, and how many of them failed. */
    record ProviderFailures(ProviderName provider, long attempts, long failed) implements Observation {}

    /** An alias's attempts of late, and how many answers broke its contract. */
    record ContractBreaches(Alias alias, long attempts, long broken) implements Observation {}

    /**
     * A tenant's oldest request that has not ended.
     *
     * @param kept how long topics keep it
     */
    record OldestOpen(TenantId tenant, Instant acceptedAt, Duration kept) implements Observation {}

    /**
     * The oldest record of a topic that requests go through, and that a group has not taken on.
     *
     * @param kept how long the topic keeps it
     */
    record OldestUnread(String group, String topic, Instant writtenAt, Duration kept) implements Observation {}

    /** A tenant's calls of late that a crash cut off, 1 or more. */
    record Orphans(TenantId tenant, long calls) implements Observation {}

    /** A model that a route names, and the day its provider retires it. */
    record Retirement(ProviderName provider, ModelName model, LocalDate on) implements Observation {}
}
