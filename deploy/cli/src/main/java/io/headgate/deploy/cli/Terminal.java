package io.headgate.deploy.cli;

/** Whether somebody is looking. */
public final class Terminal {
    private Terminal() {}

    /** Whether standard output is a terminal, where a line may be drawn again. */
    public static boolean interactive() {
        return System.console() != null && System.console().isTerminal();
    }
}
