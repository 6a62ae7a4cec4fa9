package io.headgate.deploy.cli.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is said of the requests in place of what they said. */
final class Changes {
    @Option(names = "--alias", paramLabel = "ALIAS", description = "Send them under this alias.")
    private @Nullable String alias;

    @Option(names = "--to-provider", paramLabel = "PROVIDER", description = "Let them go to this provider only.")
    private @Nullable String provider;

    @Option(
            names = "--deadline",
            paramLabel = "DURATION",
            description = "Give each so long from when it is sent, as PT10M (default: as long as it had at first).")
    private @Nullable String deadline;

    @Option(names = "--priority", paramLabel = "PRIORITY", description = "critical, standard or background.")
    private @Nullable String priority;

    /** In the names of the API. */
    void addTo(ObjectNode body) {
        ObjectNode overrides = body.putObject("overrides");
        put(overrides, "alias", alias);
        put(overrides, "provider", provider);
        put(overrides, "deadline", deadline);
        put(overrides, "priority", priority);
    }

    private static void put(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }
}
