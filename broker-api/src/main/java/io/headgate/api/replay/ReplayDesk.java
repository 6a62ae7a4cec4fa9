package io.headgate.api.replay;

import io.headgate.api.access.audit.Actor;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.Nearest;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.tenant.TenantCatalogs;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** Says what a replay would do, and orders one. Thread-safe; blocks. */
public final class ReplayDesk {
    private final Failures failures;
    private final FailureLog log;
    private final Replays replays;
    private final TenantCatalogs catalogs;
    private final InstantSource clock;

    public ReplayDesk(
            Failures failures, FailureLog log, Replays replays, TenantCatalogs catalogs, InstantSource clock) {
        this.failures = failures;
        this.log = log;
        this.replays = replays;
        this.catalogs = catalogs;
        this.clock = clock;
    }

    /** What became of an order. */
    public sealed interface Answer {
        /** What it would do; nothing was done. */
        record Planned(Plan plan) implements Answer {}

        /** It runs. */
        record Ordered(Replay replay, Plan plan) implements Answer {}

        /** @param param the field at fault */
        record Refused(Failure failure, String param) implements Answer {}

        /** There is no catalogue yet to say by where requests go. */
        record Unavailable(String reason) implements Answer {}
    }

    /** What an order would do: a dry run. */
    public Answer plan(ReplayOrder order) {
        return checked(order).orElseGet(() -> new Answer.Planned(planned(order)));
    }

    /** Orders a replay. The same order once more is another replay, and sends once more. */
    public Answer order(ReplayOrder order, Actor orderedBy) {
        return checked(order).orElseGet(() -> {
            Plan plan = planned(order);
            return replays.create(ReplayId.next(), order, orderedBy, clock.instant())
                    .<Answer>map(replay -> new Answer.Ordered(replay, plan))
                    .orElseGet(ReplayDesk::tooMany);
        });
    }

    private static Answer tooMany() {
        return new Answer.Refused(
                new Failure(
                        FailureCode.INVALID_FIELD,
                        "the filter holds for more requests than one replay may have",
                        "more than " + ReplayOrder.MOST,
                        "at most %d: a shorter time, or fewer codes".formatted(ReplayOrder.MOST)),
                "filter");
    }

    private Plan planned(ReplayOrder order) {
        Instant now = clock.instant();
        TenantId tenant = order.tenant();
        Map<Alias, OptionalLong> known = new HashMap<>();
        Planner planner = new Planner(
                order,
                catalogs.of(tenant),
                log.extent(),
                alias -> known.computeIfAbsent(alias, asked -> failures.usualOutput(tenant, asked)),
                now);
        failures.each(tenant, order.filter(), planner::add);
        return planner.plan();
    }

    /** What is wrong with an order; empty when nothing is. */
    private Optional<Answer> checked(ReplayOrder order) {
        Optional<String> missing = catalogs.missing();
        if (missing.isPresent()) {
            return Optional.of(new Answer.Unavailable(missing.get()));
        }
        Catalogue catalogue = catalogs.of(order.tenant());
        Alias alias = order.overrides().alias();
        if (alias != null && !usable(order.tenant(), catalogue).test(alias)) {
            return Optional.of(new Answer.Refused(
                    new Failure(
                            FailureCode.UNKNOWN_ALIAS,
                            "tenant '%s' cannot use alias '%s'".formatted(order.tenant(), alias),
                            alias.value(),
                            Nearest.allowed(
                                    alias.value(),
                                    catalogue.routes().keySet().stream()
                                            .filter(usable(order.tenant(), catalogue))
                                            .map(Alias::value)
                                            .toList())),
                    "overrides.alias"));
        }
        ProviderName provider = order.overrides().provider();
        if (provider != null && !catalogue.providers().containsKey(provider)) {
            return Optional.of(new Answer.Refused(
                    new Failure(
                            FailureCode.INVALID_FIELD,
                            "provider '%s' is not in catalogue revision %s".formatted(provider, catalogue.revision()),
                            provider.value(),
                            Nearest.allowed(
                                    provider.value(),
                                    catalogue.providers().keySet().stream()
                                            .map(ProviderName::value)
                                            .toList())),
                    "overrides.provider"));
        }
        return Optional.empty();
    }

    private static Predicate<Alias> usable(TenantId tenant, Catalogue catalogue) {
        return alias -> catalogue.routes().containsKey(alias) && catalogue.mayUse(tenant, alias);
    }
}
