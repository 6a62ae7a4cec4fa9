package io.headgate.deploy.embedded;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The servers all tests of one JVM share: started by the first that asks, stopped when the JVM exits.
 *
 * <p>Tests keep out of each other's way by a database of their own ({@link #freshDatabase}) and by topics and groups
 * with a prefix of their own ({@link #freshPrefix}). Thread-safe.
 */
public final class TestServers {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private TestServers() {}

    /** The shared servers. Nobody but this class closes them. */
    public static Servers shared() {
        return Holder.SERVERS;
    }

    /** Creates an empty database nobody else uses and returns its JDBC URL, without user and password. */
    public static String freshDatabase() {
        Servers servers = shared();
        String name = "test_" + COUNTER.incrementAndGet();
        Jdbc.createDatabase(servers.jdbcUrl(), servers.jdbcUser(), servers.jdbcPassword(), name);
        return Jdbc.withDatabase(servers.jdbcUrl(), name);
    }

    /** A prefix for topics, groups and transactional ids nobody else uses: {@code requests-it-7-}. */
    public static String freshPrefix(Class<?> test) {
        String name =
                test.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
        return name + "-" + COUNTER.incrementAndGet() + "-";
    }

    private static final class Holder {

        static final Servers SERVERS = start();

        private static Servers start() {
            Servers servers = Servers.start(ServersConfig.temporary());
            Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "stop-test-servers"));
            return servers;
        }
    }
}
