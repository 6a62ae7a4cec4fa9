package io.headgate.deploy.embedded;

/**
 * A running Kafka broker and a running Postgres, one of each.
 *
 * <p>Both listen on the loopback interface only, or are containers. Closing stops both, and deletes their data unless
 * a data directory was asked for.
 */
public sealed interface Servers extends AutoCloseable permits EmbeddedServers, DockerServers {

    /** The broker's address, {@code host:port}. */
    String bootstrapServers();

    /** The URL of the database {@value EmbeddedDatabase#NAME}, without user and password. */
    String jdbcUrl();

    /** The database superuser, who may create databases. */
    String jdbcUser();

    /** The password of {@link #jdbcUser()}. */
    String jdbcPassword();

    /** Stops both servers; a second call does nothing. */
    @Override
    void close();

    /**
     * Starts both servers and returns when both answer.
     *
     * @throws ServerException when one cannot be started; the other is stopped again first
     */
    static Servers start(ServersConfig config) {
        return switch (ServerKind.choose(config, System.getenv())) {
            case EMBEDDED -> EmbeddedServers.start(config);
            case DOCKER -> DockerServers.start();
        };
    }
}
