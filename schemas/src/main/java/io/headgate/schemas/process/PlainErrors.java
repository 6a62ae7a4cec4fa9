package io.headgate.schemas.process;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells a person why a command failed, in words; {@code HEADGATE_STACKTRACE=1} adds the trace. */
public final class PlainErrors implements IExecutionExceptionHandler {
    /** Exits with 2 for a wrong command line, with 1 for all else. */
    @Override
    public int handleExecutionException(Exception thrown, CommandLine line, ParseResult parsed) {
        Optional<StartRefusedException> refused = refused(thrown);
        if (thrown instanceof OptionError) {
            print(line, String.valueOf(thrown.getMessage()));
        } else if (refused.isPresent()) {
            print(line, String.valueOf(refused.get().getMessage()));
        } else {
            print(line, line.getCommandName() + ": " + causes(thrown));
            trace(thrown, line);
        }
        return thrown instanceof OptionError
                ? line.getCommandSpec().exitCodeOnInvalidInput()
                : line.getCommandSpec().exitCodeOnExecutionException();
    }

    /** What makes the beans of a process wraps what they throw. */
    private static Optional<StartRefusedException> refused(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefusedException refused) {
                return Optional.of(refused);
            }
        }
        return Optional.empty();
    }

    private static void print(CommandLine line, String text) {
        line.getErr().println(line.getColorScheme().errorText(text));
        line.getErr().flush();
    }

    private static void trace(Exception thrown, CommandLine line) {
        if (System.getenv("HEADGATE_STACKTRACE") != null) {
            thrown.printStackTrace(line.getErr());
        } else {
            line.getErr().println("For the whole trace set HEADGATE_STACKTRACE=1.");
        }
        line.getErr().flush();
    }

    private static String causes(Throwable thrown) {
        StringBuilder text = new StringBuilder(describe(thrown));
        for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            text.append("; because: ").append(describe(cause));
        }
        return text.toString();
    }

    private static String describe(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
    }
}
