package io.headgate.deploy.simulator.behaviour;

import java.time.Duration;

/** How long a provider takes to its first byte. Text forms in {@link LatencyText}. */
public sealed interface Latency {
    /** The latency of the call that this draw belongs to; never negative. */
    Duration sample(Draw draw);

    /** The index of a {@link Draw}'s numbers that latencies use. */
    int DRAW_INDEX = 1;

    /** No wait at all. */
    record Instant() implements Latency {
        @Override
        public Duration sample(Draw draw) {
            return Duration.ZERO;
        }
    }

    /** Always the same wait. */
    record Fixed(Duration time) implements Latency {
        public Fixed {
            requirePositive("time", time);
        }

        @Override
        public Duration sample(Draw draw) {
            return time;
        }
    }

    /** Any wait from {@code least} to {@code most}, all equally likely. */
    record Uniform(Duration least, Duration most) implements Latency {
        public Uniform {
            if (least.isNegative() || least.compareTo(most) > 0) {
                throw new IllegalArgumentException(
                        "uniform latency " + least + ".." + most + ": want 0 <= least <= most");
            }
        }

        @Override
        public Duration sample(Draw draw) {
            double width = (double) most.toNanos() - least.toNanos();
            return least.plusNanos(Math.round(draw.uniform(DRAW_INDEX) * width));
        }
    }

    /** Mostly near {@code median}, with a long tail to the right that ends at {@code max}: what providers look like. */
    record LogNormal(Duration median, double sigma, Duration max) implements Latency {
        public LogNormal {
            requirePositive("median", median);
            if (!(sigma >= 0 && sigma <= 10)) {
                throw new IllegalArgumentException("lognormal sigma " + sigma + ": want 0 to 10");
            }
            if (max.compareTo(median) < 0) {
                throw new IllegalArgumentException("lognormal max " + max + " is below its median " + median);
            }
        }

        @Override
        public Duration sample(Draw draw) {
            double nanos = median.toNanos() * Math.exp(sigma * draw.gaussian(DRAW_INDEX));
            return Duration.ofNanos(Math.round(Math.min(nanos, max.toNanos())));
        }
    }

    private static void requirePositive(String what, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("latency " + what + " " + duration + ": want more than 0");
        }
    }
}
