package io.headgate.deploy.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Postgres' own programs, run under the account that fits. */
record PostgresPrograms(PostgresBinaries binaries, PostgresAccount account) {

    private static final String STOP_SECONDS = "60";

    /** Makes a new, empty cluster of databases. */
    void initialise(Path data, String superuser, boolean durable) {
        List<String> command = new ArrayList<>(List.of(
                binaries.program("initdb"),
                "--pgdata=" + data,
                "--username=" + superuser,
                "--auth=trust",
                "--encoding=UTF8",
                // Postgres' own locale: sorts by code point, the same on every machine.
                "--no-locale",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions"));
        if (!durable) {
            command.add("--no-sync");
        }
        run(command);
    }

    /** Stops the server of a data directory as its transactions are rolled back, and waits for it. */
    void stop(Path data) {
        run(List.of(
                binaries.program("pg_ctl"),
                "--pgdata=" + data,
                "--mode=fast",
                "--wait",
                "--timeout=" + STOP_SECONDS,
                "stop"));
    }

    private void run(List<String> command) {
        try {
            Process process = builder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new ServerException(command + " ended with status " + status + ": " + output.strip());
            }
        } catch (IOException e) {
            throw new ServerException("could not run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while running " + command, e);
        }
    }

    /** A process under the account, with an environment that says nothing about another Postgres or a language. */
    ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(account.command(command));
        builder.environment()
                .keySet()
                .removeIf(name -> name.toUpperCase(Locale.ROOT).startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }
}
