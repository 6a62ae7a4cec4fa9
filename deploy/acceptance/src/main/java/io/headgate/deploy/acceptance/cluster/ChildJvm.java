package io.headgate.deploy.acceptance.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JVM in one life, from its start to its end. It ends when its input does, so none outlives us, however we end. */
final class ChildJvm {
    private final Process process;
    private final Path out;
    private final Writer orders;

    private ChildJvm(Process process, Path out) {
        this.process = process;
        this.out = out;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * Starts a main class of {@code cluster.child} with our class path.
     *
     * @param name of its files in {@code directory}: {@code .out} and {@code .log}
     */
    static ChildJvm start(MemberPlan plan, String name, Path directory) {
        Path out = directory.resolve(name + ".out");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                // Most live for a minute: the second compiler would not pay for itself.
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xmx" + plan.heapMegabytes() + "m"));
        command.addAll(plan.options());
        command.addAll(List.of("-cp", classPath(), plan.main().getName()));
        command.addAll(plan.arguments());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(directory.resolve(name + ".log").toFile());
        builder.environment().putAll(plan.environment());
        try {
            return new ChildJvm(builder.start(), out);
        } catch (IOException e) {
            throw new UncheckedIOException("could not start " + name, e);
        }
    }

    /** Below surefire and failsafe the JVM's own class path is a jar that names the real one. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As {@code kill -9} does; gone when this returns. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As a supervisor does: SIGTERM, and by force when it takes longer. */
    void stop(Duration patience) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
    }

    /** Waits for its own end. False when it is still there after that time. */
    boolean awaitEnd(Duration within) throws InterruptedException {
        return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    int exitValue() {
        return process.exitValue();
    }

    /** Sends a signal by name: STOP, CONT. Nothing happens when it is gone: its number may be another's by then. */
    void signal(String name) throws InterruptedException {
        if (!process.isAlive()) {
            return;
        }
        try {
            int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (exit != 0 && process.isAlive()) {
                throw new IllegalStateException("kill -%s %d ended with %d".formatted(name, process.pid(), exit));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes an order to its input; nothing happens when it is gone. */
    void order(String line) {
        try {
            orders.write(line + "\n");
            orders.flush();
        } catch (IOException gone) {
            // It ended a moment ago, which whoever ordered sees by other means.
        }
    }

    /** The first group of the first match in what it has printed. */
    Optional<String> said(Pattern pattern) {
        try {
            Matcher matcher = pattern.matcher(Files.readString(out));
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
