package io.headgate.api.index;

import java.time.Instant;

/** What anybody may have sent, as Postgres can keep it: one record that it cannot keep must not stop the index. */
final class Storable {
    /** Earliest and latest that {@code timestamptz} and the drivers agree on with room to spare. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Storable() {}

    /** There is no text with a NUL in it. */
    static String text(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }

    static Instant time(Instant time) {
        return time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
    }
}
