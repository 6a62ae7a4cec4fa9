package io.headgate.api.retention;

import java.time.Duration;

/**
 * For how long things are kept. All are longer than zero.
 *
 * @param results a request's row with its result, from its end on; of one that never ends, from its acceptance on, and 30 days
 *     more, which is the longest that a deadline may lie ahead
 * @param files a file or a batch, from its creation on; a file that is to expire earlier goes then
 * @param erased what says that a request was erased, so that a late record does not bring it back; longer than any topic
 *     keeps records
 */
public record RetentionPeriods(Duration results, Duration files, Duration erased) {
    public static final RetentionPeriods DEFAULT =
            new RetentionPeriods(Duration.ofDays(30), Duration.ofDays(30), Duration.ofDays(90));

    /** How long nothing may be written to a file that is not complete: its client is gone, and so is who heard of that. */
    public static final Duration ABANDONED_UPLOAD = Duration.ofHours(1);

    public RetentionPeriods {
        check("results", results);
        check("files", files);
        check("erased", erased);
    }

    private static void check(String what, Duration period) {
        if (!period.isPositive()) {
            throw new IllegalArgumentException(
                    "headgate.retention.%s: seen %s, allowed a duration above zero, as 30d".formatted(what, period));
        }
    }
}
