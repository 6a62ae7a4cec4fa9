package io.headgate.deploy.acceptance;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line in a JVM of its own, with what it printed in files. */
public final class HeadgateProcess implements AutoCloseable {
    private final Process process;
    private final Path out;
    private final Path err;

    private HeadgateProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static HeadgateProcess start(Path directory, Map<String, String> environment, String... arguments) {
        return start(directory, environment, List.of(), arguments);
    }

    /**
     * Starts it.
     *
     * @param directory for what it prints
     * @param further options of its JVM
     */
    public static HeadgateProcess start(
            Path directory, Map<String, String> environment, List<String> further, String... arguments) {
        try {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:+UseSerialGC",
                    "-Xmx1g"));
            command.addAll(further);
            command.addAll(List.of(
                    "-classpath",
                    System.getProperty("java.class.path")
                            .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator),
                    "io.headgate.deploy.cli.Headgate"));
            command.addAll(Arrays.asList(arguments));
            Path out = Files.createTempFile(directory, "headgate", ".out");
            Path err = Files.createTempFile(directory, "headgate", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().putAll(environment);
            return new HeadgateProcess(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its exit code; fails when it has not ended within so many seconds. */
    int awaitEnd(int seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + seconds + " s; it printed: " + printed());
        }
        return process.exitValue();
    }

    public boolean running() {
        return process.isAlive();
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGSTOP, and after so long SIGCONT. */
    public void suspend(Duration asleep) throws InterruptedException {
        signal("STOP");
        Thread.sleep(asleep);
        signal("CONT");
    }

    private void signal(String name) throws InterruptedException {
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -%s %d: seen exit code %d".formatted(name, process.pid(), code));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String printed() {
        return read(out);
    }

    public String logged() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it as Ctrl-C does. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
