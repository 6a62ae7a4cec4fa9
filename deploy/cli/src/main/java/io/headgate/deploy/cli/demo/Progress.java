package io.headgate.deploy.cli.demo;

import io.headgate.deploy.cli.Terminal;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/** Shows how far a batch is: one line drawn again and again on a terminal, else a line for every tenth. */
final class Progress {
    private static final int WIDTH = 30;

    private final PrintWriter out;
    private final int total;
    private final boolean interactive = Terminal.interactive();
    private final Instant start = Instant.now();
    private int shownTenths = -1;

    Progress(PrintWriter out, int total) {
        this.out = out;
        this.total = total;
    }

    void show(Tally tally) {
        int tenths = tally.ended() * 10 / total;
        if (interactive) {
            out.print("\r" + line(tally));
        } else if (tenths != shownTenths) {
            out.println(line(tally));
        }
        shownTenths = tenths;
        out.flush();
    }

    void end(Tally tally) {
        if (interactive) {
            out.println("\r" + line(tally));
            out.flush();
        }
    }

    private String line(Tally tally) {
        int filled = tally.ended() * WIDTH / total;
        return "  %s%s %4d/%d  completed %d, failed %d  %.1f s"
                .formatted(
                        "█".repeat(filled),
                        "░".repeat(WIDTH - filled),
                        tally.ended(),
                        total,
                        tally.completed(),
                        tally.ended() - tally.completed(),
                        Duration.between(start, Instant.now()).toMillis() / 1000.0);
    }
}
