package io.headgate.schemas.message;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.PriceId;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.money.Meter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be added to one line of the rollups. Each attempt is in exactly one increment. All amounts are in the line's
 * currency.
 *
 * @param line the line it is added to
 * @param attempts how many attempts it sums up
 * @param completed how many of them completed
 * @param unpriced how many of them used something that has no known price
 * @param estimated how many of them have estimated usage
 * @param quantities units by meter
 * @param amount cost of the priced ones; null when none was priced
 * @param amounts the parts of {@code amount} by meter; where there are parts, they add up to it
 * @param troubles those that did not come to a good end
 * @param comparison what some of them would have cost elsewhere; null when none can be compared
 * @param duration how long they took from start to end, summed
 * @param source where they lie in the topic {@code attempts}; null where that was not kept
 */
public record Increment(
        Line line,
        long attempts,
        long completed,
        long unpriced,
        long estimated,
        Map<Meter, Long> quantities,
        @Nullable BigDecimal amount,
        Map<Meter, BigDecimal> amounts,
        Troubles troubles,
        @Nullable Comparison comparison,
        Duration duration,
        @Nullable Source source) {
    public Increment {
        quantities = byMeter(quantities);
        amounts = byMeter(amounts);
    }

    /** An increment of attempts of which it is not told where they lie. */
    public Increment(
            Line line,
            long attempts,
            long completed,
            long unpriced,
            long estimated,
            Map<Meter, Long> quantities,
            @Nullable BigDecimal amount,
            Map<Meter, BigDecimal> amounts,
            Troubles troubles,
            @Nullable Comparison comparison,
            Duration duration) {
        this(
                line,
                attempts,
                completed,
                unpriced,
                estimated,
                quantities,
                amount,
                amounts,
                troubles,
                comparison,
                duration,
                null);
    }

    /** The same sums, of attempts that lie there. */
    public Increment from(@Nullable Source place) {
        return new Increment(
                line,
                attempts,
                completed,
                unpriced,
                estimated,
                quantities,
                amount,
                amounts,
                troubles,
                comparison,
                duration,
                place);
    }

    /** Of an array, not of hashes: one is made for every attempt. */
    private static <N> Map<Meter, N> byMeter(Map<Meter, N> numbers) {
        if (numbers.isEmpty()) {
            return Map.of();
        }
        Map<Meter, N> copy = new EnumMap<>(Meter.class);
        copy.putAll(numbers);
        return Collections.unmodifiableMap(copy);
    }

    /**
     * The line of the rollups: attempts that agree in all of these are summed up in one.
     *
     * @param project the tag {@code project}; empty when there is none
     * @param minute the minute (UTC) the attempts started in, or the beginning of a longer time that contains it
     * @param currency null on the line of unpriced attempts, and of those of unknown fate without a bound
     * @param tags the tags besides {@code project} that split the books, those that the request has
     * @param variant which variant of the route was chosen; null where there are none
     * @param price what they were rated at; null without one
     * @param correction whether corrections are summed up, and not attempts
     */
    public record Line(
            TenantId tenant,
            String project,
            Alias alias,
            Target target,
            Instant minute,
            @Nullable Currency currency,
            Map<String, String> tags,
            @Nullable String variant,
            @Nullable PriceId price,
            boolean correction) {
        public Line {
            tags = Map.copyOf(tags);
        }

        /** The line of the same attempts over another time, which begins at {@code start}. */
        public Line at(Instant start) {
            return new Line(tenant, project, alias, target, start, currency, tags, variant, price, correction);
        }
    }

    /**
     * Attempts that did not come to a good end.
     *
     * @param failed how many were called and ended in an error
     * @param failedAmount what those cost; null when none was priced
     * @param unknown how many have an unknown fate: they may have been billed
     * @param unknownBound the most those may have cost, an estimate; null when there is no bound
     */
    public record Troubles(
            long failed,
            @Nullable BigDecimal failedAmount,
            long unknown,
            @Nullable BigDecimal unknownBound) {
        public static final Troubles NONE = new Troubles(0, null, 0, null);
    }

    /**
     * Attempts that had a candidate that was expected to be the dearest.
     *
     * @param dearest what they would have cost there
     * @param own what they did cost
     */
    public record Comparison(BigDecimal dearest, BigDecimal own) {}

    /**
     * Where attempts lie in the topic {@code attempts}.
     *
     * @param partition all of them, 0 or more
     * @param first lowest offset of any of them, 0 or more
     * @param last highest offset of any of them, {@code first} or more
     * @param round in which they were emitted; null while they are summed up
     */
    public record Source(
            int partition, long first, long last, @Nullable Round round) {
        public Source {
            if (partition < 0 || first < 0 || last < first) {
                throw new IllegalArgumentException(
                        "increment, source: seen partition %d, offsets %d to %d, allowed 0 or more, and first ≤ last"
                                .formatted(partition, first, last));
            }
            if (round != null && round.through() < last) {
                throw new IllegalArgumentException("increment, source: seen a round through %d, allowed %d or more"
                        .formatted(round.through(), last));
            }
        }

        /** As emitted. */
        public Source in(Round emitted) {
            return new Source(partition, first, last, emitted);
        }
    }

    /**
     * What was emitted at once from one partition: all that was summed up by then.
     *
     * @param id a random one
     * @param through highest offset in it: what lies up to it was emitted in this round or an earlier one
     */
    public record Round(UUID id, long through) {}
}
