package io.headgate.deploy.cli.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.deploy.cli.UtcTime;
import io.headgate.schemas.process.OptionError;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which failed requests are meant: those that every option holds for. */
final class Selection {
    @Option(names = "--request", paramLabel = "ID", description = "This request; may be given several times.")
    private List<String> requests = List.of();

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description = "Failed at this time or later: a day, an instant (UTC), or how long ago, as PT2H.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "WHEN", description = "Failed before this time.")
    private @Nullable String until;

    @Option(
            names = "--code",
            paramLabel = "CODE",
            description = "Failed with this code, as provider_timeout; may be given several times.")
    private List<String> codes = List.of();

    @Option(names = "--asked", paramLabel = "ALIAS", description = "Asked for this alias.")
    private @Nullable String asked;

    @Option(names = "--provider", paramLabel = "PROVIDER", description = "Whose last attempt was at this provider.")
    private @Nullable String provider;

    @Option(names = "--model", paramLabel = "MODEL", description = "Whose last attempt was at this model.")
    private @Nullable String model;

    @Option(names = "--batch", paramLabel = "BATCH", description = "Was part of this batch.")
    private @Nullable String batch;

    @Option(names = "--tag", paramLabel = "KEY=VALUE", description = "With this tag; may be given several times.")
    private Map<String, String> tags = new LinkedHashMap<>();

    /** In the names of the API. */
    ObjectNode filter(Instant now) {
        ObjectNode filter = new ObjectMapper().createObjectNode();
        put(filter, "requests", requests);
        put(filter, "since", moment("--since", since, now));
        put(filter, "until", moment("--until", until, now));
        put(filter, "codes", codes);
        put(filter, "alias", asked);
        put(filter, "provider", provider);
        put(filter, "model", model);
        put(filter, "batch", batch);
        if (!tags.isEmpty()) {
            ObjectNode wanted = filter.putObject("tags");
            tags.forEach(wanted::put);
        }
        if (filter.isEmpty()) {
            throw new OptionError(
                    "Say which requests are meant: --request, --since, --until, --code, --asked, --provider, --model,"
                            + " --batch or --tag.");
        }
        return filter;
    }

    private static @Nullable String moment(String option, @Nullable String text, Instant now) {
        if (text == null) {
            return null;
        }
        try {
            return (text.startsWith("P") ? now.minus(Duration.parse(text)) : UtcTime.of(option, text)).toString();
        } catch (DateTimeException | ArithmeticException | OptionError notATime) {
            throw new OptionError("%s: seen '%s', allowed a day (2026-11-20), an instant (2026-11-20T15:00:00Z), UTC, "
                            .formatted(option, text)
                    + "or how long ago (PT2H, P1D)");
        }
    }

    private static void put(ObjectNode node, String name, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = node.putArray(name);
            values.forEach(array::add);
        }
    }

    private static void put(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }
}
