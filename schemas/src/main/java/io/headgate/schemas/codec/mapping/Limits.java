package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.avro.TenantLimit;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Limits of tenants: one list on the wire, those on one model or project each apart in the domain. */
final class Limits {
    private Limits() {}

    static List<TenantLimit> avro(
            List<Limit> ofTenant, Map<ModelName, List<Limit>> byModel, Map<String, List<Limit>> byProject) {
        List<TenantLimit> all = new ArrayList<>();
        ofTenant.forEach(limit -> all.add(avro(limit, null, null)));
        new TreeMap<>(byModel)
                .forEach((model, limits) -> limits.forEach(limit -> all.add(avro(limit, model.value(), null))));
        new TreeMap<>(byProject)
                .forEach((project, limits) -> limits.forEach(limit -> all.add(avro(limit, null, project))));
        return all;
    }

    static List<Limit> ofTenant(List<TenantLimit> limits) {
        return limits.stream()
                .filter(limit -> limit.getModel() == null && limit.getProject() == null)
                .map(Limits::domain)
                .toList();
    }

    static Map<ModelName, List<Limit>> byModel(List<TenantLimit> limits) {
        return limits.stream()
                .filter(limit -> limit.getModel() != null)
                .collect(Collectors.groupingBy(
                        limit -> new ModelName(Objects.requireNonNull(limit.getModel())),
                        Collectors.mapping(Limits::domain, Collectors.toList())));
    }

    static Map<String, List<Limit>> byProject(List<TenantLimit> limits) {
        return limits.stream()
                .filter(limit -> limit.getProject() != null)
                .collect(Collectors.groupingBy(
                        limit -> Objects.requireNonNull(limit.getProject()),
                        Collectors.mapping(Limits::domain, Collectors.toList())));
    }

    private static TenantLimit avro(Limit limit, @Nullable String model, @Nullable String project) {
        return TenantLimit.newBuilder()
                .setMeasure(Words.of(limit.measure()))
                .setWindow(Words.of(limit.window()))
                .setAmount(limit.amount().setScale(Money.SCALE, RoundingMode.UNNECESSARY))
                .setCurrency(Absent.or(limit.currency(), Currency::getCurrencyCode))
                .setZone(limit.zone().getId())
                .setOnExceeded(Words.of(limit.onExceeded()))
                .setUnpricedAllowed(limit.unpricedAllowed())
                .setModel(model)
                .setProject(project)
                .build();
    }

    /** The amount comes back without trailing zeros. */
    private static Limit domain(TenantLimit limit) {
        BigDecimal amount = Parts.withoutTrailingZeros(limit.getAmount());
        return new Limit(
                Words.parse("measure", Limit.Measure.values(), limit.getMeasure()),
                Words.parse("window", Limit.Window.values(), limit.getWindow()),
                amount,
                Absent.or(limit.getCurrency(), Currency::getInstance),
                ZoneId.of(limit.getZone()),
                Words.parse("action", Limit.OnExceeded.values(), limit.getOnExceeded()),
                limit.getUnpricedAllowed());
    }
}
