package io.headgate.deploy.acceptance;

import io.headgate.deploy.cli.Headgate;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** What a command of the command line printed, run in this JVM, and how it ended. */
record CommandRun(int code, String out, String err) {
    static CommandRun of(List<String> words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Headgate.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words.toArray(String[]::new));
        return new CommandRun(code, out.toString(), err.toString());
    }

    /** What it printed; fails unless it ended with this code. */
    String ended(int expected) {
        if (code != expected) {
            throw new AssertionError("ended with %d, not %d: %s%s".formatted(code, expected, out, err));
        }
        return out;
    }
}
