package io.headgate.worker.guard;

import static io.headgate.worker.guard.TokenBucket.NEVER;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The lines before the gates: for each target one of critical work and one of standard. Whoever waits holds nothing.
 * {@link #admit} is to be called after whatever may let somebody through, and again at the moment it returns. Not
 * thread-safe.
 */
final class Lines {
    private static final long PASSED = -1;

    private final Gates gates;
    /** Lines in which somebody waits, in the order of their turns. */
    private final ArrayDeque<Line> critical = new ArrayDeque<>();

    private final ArrayDeque<Line> standard = new ArrayDeque<>();
    /** Until when the rate is kept for somebody whose turn it is; others would take it from under a large request. */
    private long rateKeptUntil;

    Lines(Gates gates) {
        this.gates = gates;
    }

    /** Puts somebody into line. */
    void join(Waiter waiter, long now) {
        Line line = gates.gate(waiter.target(), now).line(waiter);
        if (line.isEmpty()) {
            ring(waiter).addLast(line);
        }
        line.join(waiter);
    }

    /** Takes somebody out of line, if there. */
    void leave(Waiter waiter, long now) {
        Line line = gates.gate(waiter.target(), now).line(waiter);
        if (line.leave(waiter) && line.isEmpty()) {
            ring(waiter).remove(line);
        }
    }

    private ArrayDeque<Line> ring(Waiter waiter) {
        return waiter.critical() ? critical : standard;
    }

    /**
     * Lets through all who may pass: critical ones first, and among equals one of each line in turn.
     *
     * @return when it is to be called again, though nothing happens until then; {@link TokenBucket#NEVER} when it need not
     */
    long admit(long now) {
        rateKeptUntil = now;
        return Math.min(admit(critical, now), admit(standard, now));
    }

    private long admit(ArrayDeque<Line> ring, long now) {
        long again = NEVER;
        int heldInARow = 0;
        while (heldInARow < ring.size()) {
            Line line = ring.removeFirst();
            endPatience(line, now);
            long until = letOneThrough(line, now);
            boolean passed = until == PASSED;
            again = passed ? NEVER : Math.min(again, Math.min(until, line.leastPatience()));
            if (!line.isEmpty()) {
                ring.addLast(line);
                heldInARow++;
            }
            heldInARow = passed ? 0 : heldInARow;
        }
        return again;
    }

    /** Sends away those who have waited for as long as they would. */
    private void endPatience(Line line, long now) {
        // Patience that ends now has ended.
        for (Waiter waiter : line.outOfPatience(now + 1)) {
            line.decide(waiter, new Verdict.TurnedAway(gates.givenUp(waiter, waiter.patience())));
        }
    }

    /** Returns {@link #PASSED}, or else when to ask again. */
    private long letOneThrough(Line line, long now) {
        while (!line.isEmpty()) {
            Waiter first = line.first();
            switch (gates.verdict(first, line.gate, rateKeptUntil, now)) {
                case Verdict.Passed passed -> {
                    line.decide(first, passed);
                    return PASSED;
                }
                case Verdict.TurnedAway away -> line.decide(first, away);
                case Verdict.Held held -> {
                    line.heldBy(held.hold());
                    if (!sendAway(line, held, now)) {
                        keepRate(line, held, now);
                        return held.until();
                    }
                }
            }
        }
        return NEVER;
    }

    /**
     * Sends away those for whom the wait is known to be too long. Whether there were any. A breaker is not known to stay
     * open: a health check may change that, so only those leave who may go elsewhere.
     */
    private boolean sendAway(Line line, Verdict.Held held, long now) {
        boolean broken = held.hold() == Hold.BREAKER || line.gate.breaker.isOpen(now);
        List<Waiter> leaving = broken ? line.hurried() : List.of();
        if (!leaving.isEmpty()) {
            line.heldBy(Hold.BREAKER);
        } else if (held.hold() != Hold.BREAKER) {
            leaving = line.outOfPatience(held.until());
        }
        leaving.forEach(waiter -> line.decide(waiter, new Verdict.TurnedAway(gates.givenUp(waiter, now))));
        return !leaving.isEmpty();
    }

    /** For how long somebody at the head of a line has waited, in nanoseconds; of all lines the longest, 0 without any. */
    long longestWait(long now) {
        long longest = 0;
        for (ArrayDeque<Line> ring : List.of(critical, standard)) {
            for (Line line : ring) {
                longest = Math.max(longest, now - line.first().since());
            }
        }
        return longest;
    }

    /** Whoever's turn it is at the account's rate keeps it, unless it could not go anyway. */
    private void keepRate(Line line, Verdict.Held held, long now) {
        if (held.hold() == Hold.RATE && !line.gate.breaker.isOpen(now)) {
            rateKeptUntil = Math.max(rateKeptUntil, held.until());
        }
    }
}
