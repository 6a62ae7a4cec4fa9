package io.headgate.schemas.codec.registry;

import java.net.URI;
import java.time.Duration;

/**
 * How a schema registry is reached.
 *
 * @param url where {@code /subjects} and {@code /schemas} begin, for example {@code http://registry:8081} or, of
 *     Apicurio, {@code http://registry:8080/apis/ccompat/v7}
 * @param timeout for one question, from start to end
 */
public record RegistryConfig(URI url, Credentials credentials, Duration timeout) {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    public RegistryConfig {
        if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
            throw new IllegalArgumentException(
                    "schema registry: seen '%s', allowed http:// or https://".formatted(url));
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException(
                    "schema registry timeout: seen %s, allowed more than 0".formatted(timeout));
        }
    }

    /** A registry that asks for no credentials. */
    public static RegistryConfig open(URI url) {
        return new RegistryConfig(url, new Credentials.None(), DEFAULT_TIMEOUT);
    }

    /** How a registry lets us in. */
    public sealed interface Credentials {
        /** Without asking. */
        record None() implements Credentials {}

        /** By user and password (HTTP basic). */
        record Basic(String user, String password) implements Credentials {
            @Override
            public String toString() {
                return "Basic[user=%s]".formatted(user);
            }
        }

        /** By a token (HTTP bearer). */
        record Bearer(String token) implements Credentials {
            @Override
            public String toString() {
                return "Bearer[]";
            }
        }
    }
}
