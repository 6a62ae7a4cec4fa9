package io.headgate.deploy.embedded;

import java.util.Locale;
import java.util.Map;

/** How servers are run: as processes and threads of this machine's, or as containers. */
enum ServerKind {
    EMBEDDED,
    DOCKER;

    /** The environment variable that overrides the choice: {@code embedded} or {@code docker}. */
    static final String VARIABLE = "HEADGATE_SERVERS";

    /**
     * Containers where a Docker engine answers, embedded servers elsewhere, and embedded ones always when a data
     * directory or a port was asked for.
     *
     * @throws IllegalArgumentException when the environment names another kind, or asks for containers at a given
     *     place
     */
    static ServerKind choose(ServersConfig config, Map<String, String> environment) {
        String asked = environment.getOrDefault(VARIABLE, "").strip().toLowerCase(Locale.ROOT);
        return switch (asked) {
            case "embedded" -> EMBEDDED;
            case "docker" -> dockerAskedFor(config);
            case "" -> !config.isPlaced() && DockerEngine.of(environment).answers() ? DOCKER : EMBEDDED;
            default ->
                throw new IllegalArgumentException(VARIABLE + " is '" + asked + "'; allowed are embedded and docker");
        };
    }

    private static ServerKind dockerAskedFor(ServersConfig config) {
        if (config.isPlaced()) {
            throw new IllegalArgumentException(
                    VARIABLE + " is docker, but containers honour no data directory and no port: " + config);
        }
        return DOCKER;
    }
}
