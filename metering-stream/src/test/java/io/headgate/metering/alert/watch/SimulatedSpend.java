package io.headgate.metering.alert.watch;

import io.headgate.metering.alert.Observation.DayCost;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Alert;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/**
 * What tenants, their projects and the models cost day by day: quiet weekends, growth, and noise of each day. Kept twice, with
 * what was planted and without, so that of each day it is known how far off it is.
 */
final class SimulatedSpend {
    static final LocalDate FIRST = LocalDate.parse("2026-09-07"); // a Monday
    private static final Currency USD = Currency.getInstance("USD");
    private static final int TENANTS = 12;
    private static final int PROJECTS = 2;
    private static final int MODELS = 4;

    private final Random random;
    private final Map<Alert.Scope, Map<LocalDate, Double>> planted = new LinkedHashMap<>();
    private final Map<Alert.Scope, Map<LocalDate, Double>> plain = new LinkedHashMap<>();

    SimulatedSpend(long seed) {
        this.random = new Random(seed);
    }

    /** A tenant's project at a model: what is spent is spent there. */
    private record Cell(int tenant, int project, int model) {
        double dollars() {
            return 8 + (tenant * 7 + project * 3 + model * 5) % 11;
        }

        List<Alert.Scope> scopes() {
            TenantId payer = new TenantId("t" + tenant);
            return List.of(
                    new Alert.Scope(payer, null, null, null, null),
                    new Alert.Scope(payer, "p" + project, null, null, null),
                    new Alert.Scope(null, null, null, null, new ModelName("m" + model)));
        }
    }

    /** Something that changes what is spent in a scope on a day by a factor. */
    record Change(Alert.Scope scope, double factor) {}

    /** Any tenant, project or model. */
    Change any(String kind, double factor) {
        Cell cell = new Cell(random.nextInt(TENANTS), random.nextInt(PROJECTS), random.nextInt(MODELS));
        return new Change(cell.scopes().stream().filter(isOf(kind)).findFirst().orElseThrow(), factor);
    }

    private static Predicate<Alert.Scope> isOf(String kind) {
        return scope -> kind(scope).equals(kind);
    }

    /** {@code tenant, project} or {@code model}. */
    static String kind(Alert.Scope scope) {
        return scope.model() != null ? "model" : scope.project() != null ? "project" : "tenant";
    }

    /** A day, counted from 0. */
    void spend(int day, List<Change> changes) {
        double week = day % 7 < 5 ? 1 : 0.4;
        for (int tenant = 0; tenant < TENANTS; tenant++) {
            double growth = Math.pow(1 + (tenant % 5 - 1) * 0.01, day / 7.0);
            double ofDay = 1 + (random.nextDouble() - 0.5) * 0.12;
            for (int project = 0; project < PROJECTS; project++) {
                for (int model = 0; model < MODELS; model++) {
                    Cell cell = new Cell(tenant, project, model);
                    double noise = 1 + (random.nextDouble() - 0.5) * 0.2;
                    spend(cell, FIRST.plusDays(day), cell.dollars() * week * growth * ofDay * noise, changes);
                }
            }
        }
    }

    private void spend(Cell cell, LocalDate day, double dollars, List<Change> changes) {
        double changed = changes.stream()
                .filter(change -> cell.scopes().contains(change.scope()))
                .mapToDouble(Change::factor)
                .reduce(dollars, (one, factor) -> one * factor);
        for (Alert.Scope scope : cell.scopes()) {
            add(plain, scope, day, dollars);
            add(planted, scope, day, changed);
        }
    }

    private static void add(
            Map<Alert.Scope, Map<LocalDate, Double>> sums, Alert.Scope scope, LocalDate day, double dollars) {
        sums.computeIfAbsent(scope, any -> new LinkedHashMap<>()).merge(day, dollars, Double::sum);
    }

    List<Alert.Scope> scopes() {
        return List.copyOf(plain.keySet());
    }

    /** By what share a day is above what it would have been; negative when below. */
    double deviation(Alert.Scope scope, LocalDate day) {
        return of(planted, scope, day) / of(plain, scope, day) - 1;
    }

    private static double of(Map<Alert.Scope, Map<LocalDate, Double>> sums, Alert.Scope scope, LocalDate day) {
        return sums.getOrDefault(scope, Map.of()).getOrDefault(day, 0.0);
    }

    /** What there is to see of the thirty days up to one. */
    List<DayCost> seen(LocalDate last) {
        List<DayCost> seen = new ArrayList<>();
        planted.forEach((scope, days) -> days.forEach((day, dollars) -> {
            if (day.isAfter(last.minusDays(30)) && !day.isAfter(last)) {
                seen.add(new DayCost(scope, USD, day, BigDecimal.valueOf((long) (dollars * 10_000), 4)));
            }
        }));
        return seen;
    }
}
