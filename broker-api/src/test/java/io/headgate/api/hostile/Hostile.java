package io.headgate.api.hostile;

import java.nio.charset.StandardCharsets;

/**
 * A request that means ill, or that somebody's bug made.
 *
 * @param name what it does, for whoever reads that it failed
 * @param bytes all that is sent
 */
record Hostile(String name, byte[] bytes, Expected expected) {
    /** What must not come back, nor be in a log; stands in bodies and in keys. */
    static final String CANARY = "CANARY-5f1d";

    enum Expected {
        /** A 4xx in the shape of errors. */
        REFUSED,
        /** It may be served, as what it is; where it is refused, then in the shape of errors. */
        NOT_A_FAILURE,
        /** It is no HTTP: a 4xx, or the connection is closed. */
        NO_HTTP,
        /** It never ends: nothing need be said as long as it is not whole. */
        UNFINISHED
    }

    static Hostile of(String name, Expected expected, String bytes) {
        return new Hostile(name, bytes.getBytes(StandardCharsets.ISO_8859_1), expected);
    }

    @Override
    public String toString() {
        return name;
    }
}
