package io.headgate.deploy.benchmarks.report;

import java.util.Locale;

/** What a figure counts, and how it is written. */
public enum Unit {
    PER_SECOND("%,.0f/s"),
    MILLISECONDS("%.1f ms"),
    MICROSECONDS("%.0f µs"),
    NANOSECONDS("%,.0f ns"),
    BYTES("%,.0f B"),
    MEBIBYTES("%,.0f MiB"),
    /** Of one core, where nothing else is said. */
    PERCENT("%.2f %%"),
    RECORDS("%,.0f");

    private final String format;

    Unit(String format) {
        this.format = format;
    }

    String text(double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
