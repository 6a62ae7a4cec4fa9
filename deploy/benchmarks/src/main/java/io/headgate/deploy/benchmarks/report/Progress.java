package io.headgate.deploy.benchmarks.report;

import java.io.PrintWriter;
import java.time.Duration;

/** Says what goes on while it goes on: one line drawn again and again on a terminal, else a line every few seconds. */
public final class Progress {
    private static final Duration ON_TERMINAL = Duration.ofMillis(200);
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);

    private final PrintWriter out;
    private final boolean interactive =
            System.console() != null && System.console().isTerminal();
    private long nextAt = System.nanoTime();
    private int drawn;

    public Progress(PrintWriter out) {
        this.out = out;
    }

    /** A step begins. */
    public void step(String what) {
        clear();
        out.println(what + " …");
        out.flush();
        nextAt = System.nanoTime() + (interactive ? ON_TERMINAL : ELSEWHERE).toNanos();
    }

    /** How far the step has come; shown when it is time. */
    public void at(String format, Object... values) {
        if (System.nanoTime() - nextAt < 0) {
            return;
        }
        nextAt = System.nanoTime() + (interactive ? ON_TERMINAL : ELSEWHERE).toNanos();
        String line = "  " + format.formatted(values);
        if (interactive) {
            out.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
            drawn = line.length();
        } else {
            out.println(line);
        }
        out.flush();
    }

    /** Leaves the drawn line behind. */
    private void clear() {
        if (drawn > 0) {
            out.println();
            drawn = 0;
        }
    }
}
