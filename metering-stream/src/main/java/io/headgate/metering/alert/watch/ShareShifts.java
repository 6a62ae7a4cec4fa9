package io.headgate.metering.alert.watch;

import io.headgate.metering.alert.Observation.DayServed;
import io.headgate.metering.alert.Observations;
import io.headgate.metering.alert.Reading;
import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A model that serves much more of an alias than in the days before. Who loses what it gains is not told besides. */
final class ShareShifts implements Watch {
    private static final int DAYS = 7;

    @Override
    public List<Reading> look(AlertRule rule, Observations seen, Instant now) {
        Map<Alias, List<DayServed>> byAlias = new LinkedHashMap<>();
        seen.all(DayServed.class)
                .forEach(served -> byAlias.computeIfAbsent(served.alias(), alias -> new ArrayList<>())
                        .add(served));
        return byAlias.entrySet().stream()
                .flatMap(alias -> measures(rule, alias.getKey(), alias.getValue(), Days.of(now)))
                .flatMap(measure -> measure.readings(rule).stream())
                .toList();
    }

    /** Of today once there is enough of it, else of yesterday. */
    private static Stream<Measure> measures(AlertRule rule, Alias alias, List<DayServed> all, LocalDate today) {
        boolean isToday = total(completed(all, today, today)) >= rule.atLeast();
        LocalDate day = isToday ? today : today.minusDays(1);
        Map<ModelName, Long> looked = completed(all, day, day);
        Map<ModelName, Long> before = completed(all, day.minusDays(DAYS), day.minusDays(1));
        boolean enough = total(looked) >= rule.atLeast() && total(before) >= rule.atLeast();
        return all.stream().map(DayServed::model).distinct().sorted().map(model -> {
            BigDecimal share = Shares.of(looked.getOrDefault(model, 0L), total(looked));
            BigDecimal usual = Shares.of(before.getOrDefault(model, 0L), total(before));
            String what = "alias %s: model %s served %s of its requests on %s, where %s is usual"
                    .formatted(alias, model, Shares.percent(share), day, Shares.percent(usual));
            return Measure.reaching(
                            Scopes.alias(alias, model),
                            "",
                            Days.window(day),
                            share.subtract(usual),
                            Measure.SHARE,
                            what)
                    .judgedIf(enough);
        });
    }

    private static Map<ModelName, Long> completed(List<DayServed> all, LocalDate first, LocalDate last) {
        Map<ModelName, Long> completed = new TreeMap<>();
        all.stream()
                .filter(served -> !served.day().isBefore(first) && !served.day().isAfter(last))
                .forEach(served -> completed.merge(served.model(), served.completed(), Long::sum));
        return completed;
    }

    private static long total(Map<ModelName, Long> completed) {
        return completed.values().stream().mapToLong(Long::longValue).sum();
    }
}
