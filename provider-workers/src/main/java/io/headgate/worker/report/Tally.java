package io.headgate.worker.report;

import java.util.concurrent.atomic.LongAdder;

/**
 * A sum that only grows, told in pieces: what was added since the last piece. So pieces add up to the whole, whoever adds
 * meanwhile. Adding is for any thread; taking a piece is for one at a time.
 */
final class Tally {
    private final LongAdder sum = new LongAdder();
    private long told;

    void add(long amount) {
        sum.add(amount);
    }

    long total() {
        return sum.sum();
    }

    long untold() {
        long now = sum.sum();
        long piece = now - told;
        told = now;
        return piece;
    }
}
