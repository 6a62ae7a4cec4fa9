package io.headgate.deploy.benchmarks.report;

import java.util.Locale;

/** What was wanted of a row. */
public sealed interface Target {
    /** The ratio of measured and baseline is to be at least this. */
    record RatioAtLeast(double least) implements Target {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "≥ %.2f", least);
        }
    }

    /** The measured figure is to be at least this, in its unit. */
    record AtLeast(Figure least) implements Target {
        @Override
        public String toString() {
            return "≥ " + least;
        }
    }

    /** The measured figure is to be at most this, in its unit. */
    record AtMost(Figure most) implements Target {
        @Override
        public String toString() {
            return "≤ " + most;
        }
    }

    /** Measured and baseline are to be the same. */
    record Same() implements Target {
        @Override
        public String toString() {
            return "= 1";
        }
    }
}
