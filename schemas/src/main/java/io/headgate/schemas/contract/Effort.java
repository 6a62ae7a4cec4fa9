package io.headgate.schemas.contract;

/** How much work one answer is worth: some tenths of a second. Belongs to one thread. */
final class Effort {
    /** What is said of an answer that is worth no more. */
    static final String TOO_MUCH = "more than can be judged";

    /** Of whoever is judging at the moment. */
    static final ScopedValue<Effort> CURRENT = ScopedValue.newInstance();

    private static final long MOST = 2_000_000;

    private long left = MOST;

    /** @throws Spent when there is not so much left */
    void spend(long steps) {
        left -= steps;
        if (left < 0) {
            throw new Spent();
        }
    }

    /** Ends a judgement from within the library, which knows no bounds. */
    static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1;

        Spent() {
            super(TOO_MUCH, null, false, false);
        }
    }
}
