package io.headgate.deploy.benchmarks.jvm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM that was started here and ends with this. Its error stream is ours. One thread at a time. */
public final class ChildJvm implements AutoCloseable {
    /** Where the harness and its children find how to log: on the class path. */
    public static final String LOGS = "io/headgate/deploy/benchmarks/logs.xml";

    private static final int PATIENCE_SECONDS = 30;

    private final String name;
    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;
    private final String ready;

    private ChildJvm(String name, Process process) throws IOException {
        this.name = name;
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        this.ready = next(Orders.READY);
    }

    /**
     * Starts a main class that {@linkplain Orders#obey obeys}, with our class path, and waits until it is ready.
     *
     * @param options of the JVM: heap and such
     * @throws UncheckedIOException when it ends before it is ready; what it wrote on its error stream says why
     */
    public static ChildJvm start(Class<?> main, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dlogback.configurationFile=" + LOGS));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
            try {
                return new ChildJvm(main.getSimpleName(), process);
            } catch (IOException e) {
                process.destroyForcibly();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Below surefire and failsafe the JVM's own class path is a jar that names the real one. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** What it said when it was ready. */
    public String ready() {
        return ready;
    }

    /** Gives an order and waits for its answer, however long that takes. */
    public String order(String line) {
        try {
            orders.write(line + "\n");
            orders.flush();
            return next(Orders.DONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String next(String wanted) throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(wanted)) {
                return line.substring(wanted.length());
            }
            if (line.startsWith(Orders.FAILED)) {
                throw new IOException(
                        "%s (pid %d): %s".formatted(name, process.pid(), line.substring(Orders.FAILED.length())));
            }
        }
        throw new IOException("%s (pid %d) ended early".formatted(name, process.pid()));
    }

    /** What it has used until now. */
    public Usage usage() {
        return Usage.of(process.toHandle());
    }

    /** The most bytes its heap ever held right after a collection. */
    public long heap() {
        return Long.parseLong(order(Orders.HEAP));
    }

    /** Bytes that its threads have allocated since it began. */
    public long allocated() {
        return Long.parseLong(order(Orders.ALLOCATED));
    }

    /** From now on where its time and its allocations go is recorded. */
    public void record() {
        order(Orders.RECORD);
    }

    /** Until now; writes the recording. */
    public void recorded(Path file) {
        order(Orders.RECORDED + file);
    }

    /** Ends it as {@code kill -9} does; gone when this returns. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends its input, which ends it; by force after half a minute. */
    @Override
    public void close() {
        try {
            orders.close();
        } catch (IOException alreadyGone) {
            process.destroyForcibly();
        }
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
