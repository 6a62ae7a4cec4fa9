package io.headgate.deploy.benchmarks.report;

/** A number with its unit. */
public record Figure(double value, Unit unit) {
    private static final double MEBIBYTE = 1 << 20;

    public static Figure perSecond(double value) {
        return new Figure(value, Unit.PER_SECOND);
    }

    /** Of microseconds, written as milliseconds. */
    public static Figure millis(double micros) {
        return new Figure(micros / 1_000, Unit.MILLISECONDS);
    }

    public static Figure micros(double value) {
        return new Figure(value, Unit.MICROSECONDS);
    }

    public static Figure nanos(double value) {
        return new Figure(value, Unit.NANOSECONDS);
    }

    public static Figure bytes(double value) {
        return new Figure(value, Unit.BYTES);
    }

    /** Of bytes. */
    public static Figure mebibytes(double bytes) {
        return new Figure(bytes / MEBIBYTE, Unit.MEBIBYTES);
    }

    /** Of one core, 100 for a whole one. */
    public static Figure percent(double value) {
        return new Figure(value, Unit.PERCENT);
    }

    public static Figure records(long value) {
        return new Figure(value, Unit.RECORDS);
    }

    @Override
    public String toString() {
        return unit.text(value);
    }
}
