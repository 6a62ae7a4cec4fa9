package io.headgate.schemas.process.management;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import io.micronaut.http.server.netty.NettyEmbeddedServerFactory;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.micronaut.runtime.ApplicationConfiguration;
import jakarta.inject.Named;

/**
 * A second listener, on loopback whatever the first one listens on. Its name as a bean is {@link #NAME}. A process that is
 * given no port for it has none, and then all endpoints are on the first.
 */
@Factory
@Requires(property = ManagementServer.PORT)
public final class ManagementServer {
    public static final String NAME = "management";
    /** Its port; -1 for a free one. */
    public static final String PORT = "headgate.management.port";

    private static final String LOOPBACK = "127.0.0.1";

    /**
     * Listens as soon as there is a context, so that a start that takes long can be watched.
     *
     * @throws IllegalStateException when the port is taken
     */
    @Context
    @Bean(preDestroy = "close")
    @Named(NAME)
    NettyEmbeddedServer listen(
            NettyEmbeddedServerFactory servers, ApplicationConfiguration application, @Property(name = PORT) int port) {
        NettyHttpServerConfiguration configuration = new NettyHttpServerConfiguration(application);
        configuration.setHost(LOOPBACK);
        configuration.setPort(port);
        NettyEmbeddedServer server = servers.build(configuration);
        try {
            server.start();
        } catch (ServerStartupException e) {
            throw new IllegalStateException(
                    "--management-port: seen %d, which cannot be listened on; allowed a free port, or 0 to have one chosen"
                            .formatted(port),
                    e);
        }
        return server;
    }
}
