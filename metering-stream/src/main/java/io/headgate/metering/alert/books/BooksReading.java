package io.headgate.metering.alert.books;

import io.headgate.metering.alert.Observation;
import io.headgate.metering.alert.Observation.Retirement;
import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.topic.TopicCatalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what the rules in force are about, and nothing else. */
final class BooksReading {
    private static final Duration KEPT = TopicCatalog.all().stream()
            .filter(topic -> topic.name().equals("admissions"))
            .map(topic -> Objects.requireNonNull(topic.retention()))
            .findFirst()
            .orElseThrow();

    private final QuotaSource quotas;

    BooksReading(QuotaSource quotas) {
        this.quotas = quotas;
    }

    List<Observation> read(Connection connection, Catalogue catalogue, Instant now) throws SQLException {
        Set<AlertRule.Kind> kinds =
                catalogue.alertRules().stream().map(AlertRule::kind).collect(Collectors.toSet());
        List<Observation> seen = new ArrayList<>();
        boolean budgets = kinds.contains(AlertRule.Kind.BUDGET) || kinds.contains(AlertRule.Kind.BUDGET_FORECAST);
        if (budgets) {
            seen.addAll(quotas.at(connection, now));
        }
        for (AlertRule.Kind kind : kinds) {
            seen.addAll(of(kind, connection, catalogue, now));
        }
        return seen;
    }

    private static List<? extends Observation> of(
            AlertRule.Kind kind, Connection connection, Catalogue catalogue, Instant now) throws SQLException {
        return switch (kind) {
            case BUDGET, BUDGET_FORECAST -> List.of(); // both look at the same, which is read once
            case COST_DEVIATION -> DailyQueries.costs(connection, now);
            case REQUEST_DRIFT -> DailyQueries.uses(connection, now);
            case SHARE_SHIFT -> DailyQueries.served(connection, now);
            case UNPRICED -> RecentQueries.unpriced(connection, now);
            case DEPRECATION -> retirements(catalogue);
            case CONTRACT_VIOLATION -> RecentQueries.breaches(connection, now);
            case PROVIDER_ERRORS -> RecentQueries.failures(connection, now);
            case OLD_REQUEST -> RecentQueries.oldestOpen(connection, now, KEPT);
            case ORPHANED_CALLS -> RecentQueries.orphans(connection, now);
        };
    }

    /** Of the models that some route names. */
    static List<Retirement> retirements(Catalogue catalogue) {
        return catalogue.routes().values().stream()
                .flatMap(route -> route.candidates().stream())
                .map(Route.Candidate::model)
                .distinct()
                .map(model -> catalogue.models().get(model))
                .filter(Objects::nonNull)
                .filter(model -> model.deprecatedOn() != null)
                .map(model ->
                        new Retirement(model.provider(), model.name(), Objects.requireNonNull(model.deprecatedOn())))
                .toList();
    }
}
