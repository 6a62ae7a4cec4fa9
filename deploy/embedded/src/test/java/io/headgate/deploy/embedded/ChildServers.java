package io.headgate.deploy.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@link ServersMain} in a JVM of its own, which a test may kill. */
record ChildServers(Process process, String bootstrap, String jdbcUrl) implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("READY bootstrap=(\\S+) jdbc=(\\S+) user=\\S+ password=\\S+");

    static ChildServers start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile", ""),
                "-cp",
                System.getProperty("java.class.path"),
                ServersMain.class.getName(),
                "--stop-on-stdin-close"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put(ServerKind.VARIABLE, "embedded");
        Process process = builder.start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.matches()) {
                return new ChildServers(process, ready.group(1), ready.group(2));
            }
        }
        throw new IOException("servers ended without being ready");
    }

    /** Kills the JVM as {@code kill -9} does, and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Lets the JVM end by itself and says with which status. */
    int stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IOException("servers did not stop when their input ended");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The running processes that have a directory in their arguments: a Postgres, or its keeper. */
    static List<ProcessHandle> processesIn(Path directory) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(directory.toString()))
                        .isPresent())
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .toList();
    }
}
