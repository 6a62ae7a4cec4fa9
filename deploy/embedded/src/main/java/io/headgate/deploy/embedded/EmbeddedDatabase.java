package io.headgate.deploy.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One Postgres, a process beside this JVM that ends when this JVM does.
 *
 * <p>May be stopped and started again any number of times: its address and its data stay. It listens on the loopback
 * interface and asks for no password, so every user of the machine can connect. One thread at a time.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    /** The database that is there after the first start. */
    public static final String NAME = "headgate";

    /** The superuser. */
    public static final String USER = "headgate";

    /** Sent, and not looked at. */
    public static final String PASSWORD = "headgate";

    private static final int ATTEMPTS = 3;

    private final ServerDirectory directory;
    private final PostgresAccount account;
    private final boolean ownsDirectory;
    private int port;
    private @Nullable PostgresServer server;

    /**
     * A database that is not started yet.
     *
     * @param directory where its data are; closed by whoever made it, after this
     * @param port 0 to 65535, 0 for a free one
     */
    public EmbeddedDatabase(ServerDirectory directory, int port) {
        this(directory, port, PostgresAccount.choose());
    }

    EmbeddedDatabase(ServerDirectory directory, int port, PostgresAccount account) {
        this(directory, port, account, false);
    }

    private EmbeddedDatabase(ServerDirectory directory, int port, PostgresAccount account, boolean ownsDirectory) {
        Ports.check("port", port);
        this.directory = directory;
        this.account = account;
        this.ownsDirectory = ownsDirectory;
        this.port = port;
    }

    /**
     * A database that runs, at a free port, and whose data go with it.
     *
     * @throws ServerException when it cannot be started
     */
    public static EmbeddedDatabase startTemporary() {
        EmbeddedDatabase database =
                new EmbeddedDatabase(ServerDirectory.temporary(), 0, PostgresAccount.choose(), true);
        try {
            database.start();
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        return database;
    }

    /**
     * Starts the server and returns when it takes connections; does nothing when it runs. A server that a killed JVM
     * left behind in the same directory is stopped first.
     *
     * @throws ServerException when it cannot be started
     */
    public void start() {
        if (server != null) {
            return;
        }
        PostgresPrograms programs = new PostgresPrograms(PostgresBinaries.unpacked(), account);
        Path data = prepare(programs);
        boolean portIsFixed = port != 0;
        for (int attempt = 1; server == null; attempt++) {
            int candidate = portIsFixed ? port : Ports.free(1)[0];
            try {
                server = PostgresServer.start(programs, data, data.resolve("server.log"), options(candidate));
                port = candidate;
            } catch (ServerException e) {
                // A free port may have been taken by another process in between: another one is tried.
                if (portIsFixed || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
        String maintenance = Jdbc.url(Ports.LOOPBACK, port, "postgres");
        Jdbc.createDatabase(maintenance, USER, PASSWORD, NAME);
    }

    /** Makes the data directory when there is none, and makes sure that nothing runs in it. */
    private Path prepare(PostgresPrograms programs) {
        Path home = directory.path();
        Path data = home.resolve("data");
        try {
            account.own(home);
            if (Files.exists(data)) {
                LeftoverPostgres.clear(data, programs);
                return data;
            }
            // Under another name until it is whole: a first start may be killed half way.
            Path unfinished = home.resolve("unfinished");
            if (Files.exists(unfinished)) {
                ServerDirectory.delete(unfinished);
            }
            programs.initialise(unfinished, USER, !directory.isTemporary());
            Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
            return data;
        } catch (IOException e) {
            throw new ServerException("could not prepare " + data, e);
        }
    }

    private List<String> options(int listenPort) {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "listen_addresses", Ports.LOOPBACK,
                "port", String.valueOf(listenPort),
                "unix_socket_directories", "",
                "max_connections", "100",
                "shared_buffers", "64MB",
                "timezone", "UTC",
                "log_timezone", "UTC"));
        if (directory.isTemporary()) {
            settings.putAll(Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off"));
        }
        List<String> options = new ArrayList<>();
        settings.forEach((name, value) -> options.addAll(List.of("-c", name + "=" + value)));
        return options;
    }

    /**
     * The URL of the database {@value #NAME}, without user and password; the same after a restart.
     *
     * @throws IllegalStateException before the first start
     */
    public String jdbcUrl() {
        if (port == 0) {
            throw new IllegalStateException("the database in " + directory.path() + " was never started");
        }
        return Jdbc.url(Ports.LOOPBACK, port, NAME);
    }

    /** Stops the server, rolling open transactions back; does nothing when it does not run. */
    public void stop() {
        PostgresServer running = server;
        server = null;
        if (running != null) {
            running.stop();
        }
    }

    /** Stops the server; one that is {@linkplain #startTemporary() temporary} is gone then. */
    @Override
    public void close() {
        stop();
        if (ownsDirectory) {
            directory.close();
        }
    }
}
