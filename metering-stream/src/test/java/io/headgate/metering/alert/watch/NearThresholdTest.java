package io.headgate.metering.alert.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.alert.Watchman;
import io.headgate.metering.alert.watch.SimulatedSpend.Change;
import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.message.Alert;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Costs that are off by about the 20 % from which on it is told, of tenants, projects and models. A day's noise moves what is
 * just below over the threshold, and what is just above below it: how often, by how far off the day is, is what is reported.
 */
class NearThresholdTest {
    private static final int DAYS = 30 * 7;

    /** From then on four weeks are known. */
    private static final int LEARNT = 28;

    private static final double[] FACTORS = {1.12, 1.18, 1.22, 1.24, 1.27, 1.29, 1.35, 1.5, 0.86, 0.78, 0.73, 0.65};
    private static final List<String> KINDS = List.of("tenant", "project", "model");

    private record Line(Alert.Scope scope, boolean over) {}

    private record Count(int days, int told) {
        Count plus(boolean one) {
            return new Count(days + 1, told + (one ? 1 : 0));
        }

        double share() {
            return days == 0 ? 0 : (double) told / days;
        }
    }

    @Test
    void whatIsClearlyOffIsTold_andWhatIsNotIsHardlyEver_forTenantsProjectsAndModels() {
        Random random = new Random(11);
        SimulatedSpend spend = new SimulatedSpend(7);
        Watchman watchman = new Watchman(AlertRule.of("surprise", AlertRule.Kind.COST_DEVIATION));
        Map<String, Map<Integer, Count>> counts = new LinkedHashMap<>();
        Map<String, Line> open = new LinkedHashMap<>();
        for (int day = 0; day < DAYS; day++) {
            LocalDate date = SimulatedSpend.FIRST.plusDays(day);
            spend.spend(day, day < LEARNT ? List.of() : planted(spend, random, day));
            // When the day is over, and all of it is booked.
            for (Alert alert :
                    watchman.look(Days.start(date.plusDays(1)).plus(CostDeviations.UNTIL_FINAL), spend.seen(date))) {
                if (alert.state() == Alert.State.RAISED) {
                    open.put(alert.id(), new Line(alert.scope(), alert.message().contains("(+")));
                } else {
                    open.remove(alert.id());
                }
            }
            if (day >= LEARNT) {
                count(counts, spend, date, open);
            }
        }

        report(counts);
        for (String kind : KINDS) {
            Map<Integer, Count> bands = counts.getOrDefault(kind, Map.of());
            assertThat(at(bands, 0).share()).as(kind + ", as ever").isLessThan(0.01);
            assertThat(at(bands, 10).share()).as(kind + ", 10 to 15 % off").isLessThan(0.1);
            assertThat(at(bands, 25).share()).as(kind + ", 25 to 30 % off").isGreaterThan(0.8);
            assertThat(at(bands, 30).share()).as(kind + ", more than 30 % off").isGreaterThan(0.95);
        }
    }

    /** One tenant, one project or one model a day, each in its turn; quiet days in between. */
    private static List<Change> planted(SimulatedSpend spend, Random random, int day) {
        return day % 2 == 0
                ? List.of()
                : List.of(spend.any(KINDS.get(day / 2 % KINDS.size()), FACTORS[random.nextInt(FACTORS.length)]));
    }

    private static void count(
            Map<String, Map<Integer, Count>> counts, SimulatedSpend spend, LocalDate date, Map<String, Line> open) {
        for (Alert.Scope scope : spend.scopes()) {
            double off = spend.deviation(scope, date);
            boolean told = Math.abs(off) < 0.01
                    ? open.containsValue(new Line(scope, true)) || open.containsValue(new Line(scope, false))
                    : open.containsValue(new Line(scope, off > 0));
            counts.computeIfAbsent(SimulatedSpend.kind(scope), any -> new TreeMap<>())
                    .merge(band(Math.abs(off)), new Count(0, 0).plus(told), (all, _) -> all.plus(told));
        }
    }

    /** In percent, where it begins: 0, 1, 10, 15, 20, 25, 30. */
    private static int band(double off) {
        if (off < 0.01) {
            return 0;
        }
        return off < 0.1 ? 1 : Math.min((int) (off * 20) * 5, 30);
    }

    private static Count at(Map<Integer, Count> bands, int band) {
        Count count = bands.getOrDefault(band, new Count(0, 0));
        assertThat(count.days()).as("days in band %d", band).isPositive();
        return count;
    }

    private static void report(Map<String, Map<Integer, Count>> counts) {
        counts.forEach((kind, bands) -> bands.forEach((band, count) -> System.out.printf(
                "cost_deviation at 20 %%, per %s, %s: told on %d of %d days (%.2f %%)%n",
                kind,
                band == 0 ? "as ever" : "from %d %% off".formatted(band),
                count.told(),
                count.days(),
                100 * count.share())));
    }
}
