package io.headgate.deploy.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A running Postgres, tied to the life of this JVM.
 *
 * <p>A small shell process starts it, then reads from a pipe that nobody writes to, then stops it. The pipe ends when
 * this JVM closes it, or when this JVM is gone: a server is stopped the same way on close, on exit and after
 * {@code kill -9}. The shell ignores what a terminal or a supervisor sends to a whole group of processes, so that
 * the order of a shutdown is this JVM's.
 */
final class PostgresServer {

    private static final String READY = "READY";
    private static final long STOP_SECONDS = 90;

    /** Arguments: pg_ctl, data directory, log file, the server's options. */
    private static final String KEEPER = """
            trap '' INT HUP TERM
            "$1" --pgdata="$2" --log="$3" --options="$4" --wait --timeout=60 start >/dev/null 2>&1 || exit 1
            echo %s
            read _
            exec "$1" --pgdata="$2" --mode=fast --wait --timeout=60 stop >/dev/null 2>&1
            """.formatted(READY);

    private final Process keeper;
    private final Path serverLog;

    private PostgresServer(Process keeper, Path serverLog) {
        this.keeper = keeper;
        this.serverLog = serverLog;
    }

    /** Starts the server and returns when it takes connections. */
    static PostgresServer start(PostgresPrograms programs, Path data, Path serverLog, List<String> options) {
        List<String> command = List.of(
                "sh",
                "-c",
                KEEPER,
                "postgres-keeper",
                programs.binaries().program("pg_ctl"),
                data.toString(),
                serverLog.toString(),
                String.join(" ", options));
        try {
            Process keeper = programs.builder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            PostgresServer server = new PostgresServer(keeper, serverLog);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new ServerException("could not start Postgres in " + data, e);
        }
    }

    private void awaitReady() throws IOException {
        BufferedReader output = keeper.inputReader(StandardCharsets.UTF_8);
        if (!READY.equals(output.readLine())) {
            throw new ServerException("Postgres did not start; its log " + serverLog + " ends with: " + lastLines());
        }
    }

    /** Stops the server: open transactions are rolled back, what was committed is kept. */
    void stop() {
        try {
            keeper.getOutputStream().close();
            if (!keeper.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new ServerException("Postgres did not stop within " + STOP_SECONDS + " s; its log: " + serverLog);
            }
            if (keeper.exitValue() != 0) {
                throw new ServerException(
                        "Postgres was not there to be stopped; its log " + serverLog + " ends with: " + lastLines());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while stopping Postgres", e);
        }
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(serverLog);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }
}
