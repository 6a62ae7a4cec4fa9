package io.headgate.worker.redact;

/** Tells what a machine drew from what a person wrote. */
final class Randomness {
    /** Bits a character (Shannon): words and names in one case stay below it, sixteen or more drawn characters above. */
    private static final double LEAST = 3.2;

    private Randomness() {}

    /** Whether a part of a text has digits and letters, and is as varied as what is drawn. Looks at each character once. */
    static boolean of(String text, int start, int end) {
        int[] counts = new int[128];
        int digits = 0;
        int letters = 0;
        for (int at = start; at < end; at++) {
            char c = text.charAt(at);
            digits += Characters.isDigit(c) ? 1 : 0;
            letters += Characters.isLetter(c) ? 1 : 0;
            counts[c & 127]++;
        }
        // One digit in ten: what is drawn of 64 has more, and "release-2-of-something" has fewer.
        return letters > 0 && 12 * digits >= end - start && bits(counts, end - start) >= LEAST;
    }

    private static double bits(int[] counts, int all) {
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / all;
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return bits;
    }
}
