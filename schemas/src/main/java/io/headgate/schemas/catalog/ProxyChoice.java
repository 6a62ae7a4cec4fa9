package io.headgate.schemas.catalog;

import java.util.Locale;

/** Through whom a provider is called. */
public sealed interface ProxyChoice {
    ProxyChoice ENVIRONMENT = new OfEnvironment();
    ProxyChoice DIRECT = new Direct();

    /** As the worker's environment says: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code NO_PROXY}. */
    record OfEnvironment() implements ProxyChoice {}

    /** Through nobody, whatever the environment says. */
    record Direct() implements ProxyChoice {}

    /**
     * Through an HTTP proxy.
     *
     * @param port 1 to 65535
     */
    record Through(String host, int port) implements ProxyChoice {
        public Through {
            host = host.toLowerCase(Locale.ROOT);
        }
    }
}
