package io.headgate.deploy.cli;

import picocli.CommandLine.Option;

/** How a command prints what it found. */
public final class OutputFormat {
    /** For people, or for programs. */
    enum Format {
        TEXT,
        JSON
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description = "How to print: text for people, json (one object a line) for programs (default: text).")
    Format format = Format.TEXT;

    /** Whether programs read it. */
    public boolean json() {
        return format == Format.JSON;
    }
}
