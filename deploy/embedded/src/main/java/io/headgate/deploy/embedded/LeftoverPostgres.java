package io.headgate.deploy.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Postgres, or only its {@code postmaster.pid}, that a JVM killed earlier left behind in a data directory. */
final class LeftoverPostgres {

    private static final Logger log = LoggerFactory.getLogger(LeftoverPostgres.class);

    private LeftoverPostgres() {}

    /**
     * Stops such a server, or removes the file when no server stands behind it.
     *
     * <p>To be called by the holder of the directory's lock: then whoever started that server is gone.
     */
    static void clear(Path data, PostgresPrograms programs) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (Files.notExists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> server = firstLine(pidFile).flatMap(pid -> postgres(pid, data));
        if (server.isPresent()) {
            log.atWarn()
                    .addKeyValue("pid", server.get().pid())
                    .addKeyValue("directory", data)
                    .log("stopping a Postgres whose parent died");
            stop(server.get(), data, programs);
        } else {
            // The number may be another program's by now, which Postgres would take for a server and not start.
            Files.deleteIfExists(pidFile);
        }
    }

    private static void stop(ProcessHandle server, Path data, PostgresPrograms programs) {
        try {
            programs.stop(data);
        } catch (ServerException e) {
            // Its keeper may have been stopping it at the same time, and is then quicker.
            if (server.isAlive()) {
                throw e;
            }
        }
    }

    private static Optional<Long> firstLine(Path pidFile) throws IOException {
        List<String> lines = Files.readAllLines(pidFile);
        return lines.stream()
                .findFirst()
                .map(String::strip)
                .filter(line -> line.matches("[1-9][0-9]{0,17}"))
                .map(Long::valueOf);
    }

    /** The process of that number, if it is a Postgres and if it is the one of this directory. */
    private static Optional<ProcessHandle> postgres(long pid, Path data) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .command()
                        .map(Path::of)
                        .filter(program -> program.endsWith("postgres"))
                        .isPresent())
                .filter(process -> process.info()
                        .arguments()
                        .filter(arguments -> List.of(arguments).contains(data.toString()))
                        .isPresent());
    }
}
