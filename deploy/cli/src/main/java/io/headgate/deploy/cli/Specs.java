package io.headgate.deploy.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command prints: picocli sets its spec before it calls it. */
public final class Specs {
    private Specs() {}

    public static PrintWriter out(@Nullable CommandSpec spec) {
        return set(spec).commandLine().getOut();
    }

    public static PrintWriter err(@Nullable CommandSpec spec) {
        return set(spec).commandLine().getErr();
    }

    private static CommandSpec set(@Nullable CommandSpec spec) {
        if (spec == null) {
            throw new IllegalStateException("a command without its spec was called");
        }
        return spec;
    }
}
