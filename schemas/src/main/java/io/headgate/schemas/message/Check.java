package io.headgate.schemas.message;

/** The bounds that numbers in messages are held to. */
final class Check {
    private Check() {}

    /**
     * Refuses what is below the least allowed.
     *
     * @param what the field, with a place for whose it is: {@code "delta %s: sequence"}
     */
    static void atLeast(long least, long seen, String what, Object whose) {
        if (seen < least) {
            throw new IllegalArgumentException(
                    what.formatted(whose) + ": seen %d, allowed %d or more".formatted(seen, least));
        }
    }
}
