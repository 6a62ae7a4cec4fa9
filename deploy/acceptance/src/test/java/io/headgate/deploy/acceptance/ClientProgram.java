package io.headgate.deploy.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that is not Java's: what it printed, both to its output and to its errors, and how it ended. */
record ClientProgram(int exit, String printed) {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** Runs it in a directory; where it cannot be started at all, the exit code is 127, as a shell has it. */
    static ClientProgram run(Path directory, List<String> command) throws InterruptedException {
        return run(directory, Map.of(), command);
    }

    /** The same, with further variables in its environment. */
    static ClientProgram run(Path directory, Map<String, String> environment, List<String> command)
            throws InterruptedException {
        try {
            Path out = Files.createTempFile(directory, "client", ".out");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            ClientProgram ran = new ClientProgram(ended ? process.exitValue() : 124, Files.readString(out));
            Files.delete(out);
            return ran;
        } catch (IOException notThere) {
            return new ClientProgram(127, String.valueOf(notThere.getMessage()));
        }
    }

    boolean worked() {
        return exit == 0;
    }
}
