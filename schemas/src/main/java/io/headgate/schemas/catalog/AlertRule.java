package io.headgate.schemas.catalog;

import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.TenantId;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * When somebody is told.
 *
 * @param thresholds in what the kind counts in, each greater than 0, ascending; empty where the kind has none
 * @param floor how far off a cost must be at least, in its own currency; 0 for kinds that do not look at costs
 * @param against what a day's cost is held against; says nothing for kinds that do not look at a day's cost
 * @param atLeast how many attempts must have been seen before a rate or a share is judged; 0 where none is
 * @param filter whom it watches
 */
public record AlertRule(
        String name,
        Kind kind,
        List<BigDecimal> thresholds,
        BigDecimal floor,
        Against against,
        long atLeast,
        Filter filter) {
    public AlertRule {
        thresholds = thresholds.stream().sorted().toList();
        if (thresholds.isEmpty() == kind.graded()
                || thresholds.stream().anyMatch(threshold -> threshold.signum() <= 0)) {
            throw new IllegalArgumentException("alert rule %s: seen thresholds %s, allowed %s"
                    .formatted(name, thresholds, kind.graded() ? "one or more, each greater than 0" : "none"));
        }
    }

    /** A rule that watches everybody with all that its kind has by default. */
    public static AlertRule of(String name, Kind kind) {
        return new AlertRule(
                name, kind, kind.thresholds(), kind.floor(), Against.USUAL_DAY, kind.atLeast(), Filter.ALL);
    }

    /** What a day's cost is held against. */
    public enum Against {
        /** The average of the seven days before, times what that weekday usually is of its week. */
        USUAL_DAY,
        /** The average of the seven days before, as it is. */
        SEVEN_DAY_AVERAGE
    }

    /**
     * Whom a rule watches; an empty set means all.
     *
     * @param projects values of the tag {@code project}
     */
    public record Filter(Set<TenantId> tenants, Set<String> projects, Set<ModelName> models) {
        public static final Filter ALL = new Filter(Set.of(), Set.of(), Set.of());

        public Filter {
            tenants = Set.copyOf(tenants);
            projects = Set.copyOf(projects);
            models = Set.copyOf(models);
        }
    }

    /** By what a kind's alerts can be told apart, and so filtered. */
    public enum Dimension {
        TENANT,
        PROJECT,
        MODEL
    }

    /** What is watched. */
    public enum Kind {
        /** Spent against a limit; thresholds are shares of it. */
        BUDGET(shares("0.5", "0.8", "1"), "0", 0, Dimension.TENANT, Dimension.PROJECT, Dimension.MODEL),
        /** What will be spent at this pace by the end of the window; thresholds are shares of the limit. */
        BUDGET_FORECAST(shares("1"), "0", 0, Dimension.TENANT, Dimension.PROJECT, Dimension.MODEL),
        /** A day's cost against the seven days before, as {@link Against} says; thresholds are shares of what was expected. */
        COST_DEVIATION(shares("0.2"), "1", 0, Dimension.TENANT, Dimension.PROJECT, Dimension.MODEL),
        /** Cost or tokens of a request against the seven days before; thresholds are shares of them. */
        REQUEST_DRIFT(shares("0.25"), "0", 100, Dimension.TENANT, Dimension.MODEL),
        /** A model's part of an alias's requests against the seven days before; thresholds are shares. */
        SHARE_SHIFT(shares("0.2"), "0", 100, Dimension.MODEL),
        /** A model without a price was used. */
        UNPRICED(List.of(), "0", 0, Dimension.MODEL),
        /** A model is near its deprecation date; thresholds are days. */
        DEPRECATION(shares("7", "30"), "0", 0, Dimension.MODEL),
        /** Answers of an alias that break its contract; thresholds are shares of its attempts. */
        CONTRACT_VIOLATION(shares("0.05"), "0", 20),
        /** A provider's attempts that fail; thresholds are shares of them. */
        PROVIDER_ERRORS(shares("0.2"), "0", 20),
        /** How old the oldest open request is; thresholds are shares of what topics keep. */
        OLD_REQUEST(shares("0.5"), "0", 0, Dimension.TENANT),
        /** Calls that a crash left behind; thresholds are calls. */
        ORPHANED_CALLS(shares("1"), "0", 0, Dimension.TENANT);

        /** Watched without a rule: money that runs out, and money that nobody counts. */
        public static final Set<Kind> UNASKED =
                Collections.unmodifiableSet(EnumSet.of(BUDGET, BUDGET_FORECAST, UNPRICED));

        private final List<BigDecimal> thresholds;
        private final BigDecimal floor;
        private final long atLeast;
        private final Set<Dimension> dimensions = EnumSet.noneOf(Dimension.class);

        Kind(List<BigDecimal> thresholds, String floor, long atLeast, Dimension... dimensions) {
            this.thresholds = thresholds;
            this.floor = new BigDecimal(floor);
            this.atLeast = atLeast;
            this.dimensions.addAll(Arrays.asList(dimensions));
        }

        /** Those a rule has that names none; empty for a kind that has none. */
        public List<BigDecimal> thresholds() {
            return thresholds;
        }

        /** Whether it has thresholds at all. */
        public boolean graded() {
            return !thresholds.isEmpty();
        }

        /** Its floor by default; 0 where it has none. */
        public BigDecimal floor() {
            return floor;
        }

        /** Its least number of attempts by default; 0 where it has none. */
        public long atLeast() {
            return atLeast;
        }

        /** Whether its alerts are each about one of these. */
        public boolean has(Dimension dimension) {
            return dimensions.contains(dimension);
        }

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The kinds that something is true of, as the catalogue calls them, with commas between. */
        public static String namesOf(Predicate<Kind> condition) {
            return Arrays.stream(values()).filter(condition).map(Kind::wireName).collect(Collectors.joining(", "));
        }

        private static List<BigDecimal> shares(String... values) {
            return Stream.of(values).map(BigDecimal::new).toList();
        }
    }
}
