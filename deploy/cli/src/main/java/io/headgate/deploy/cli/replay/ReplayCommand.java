package io.headgate.deploy.cli.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.deploy.cli.ConnectOptions;
import io.headgate.deploy.cli.OutputFormat;
import io.headgate.deploy.cli.Specs;
import io.headgate.deploy.cli.Terminal;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.process.OptionError;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends again what failed. It asks the API, which knows whose key may do so, and goes on when this command is gone. */
@Command(
        name = "replay",
        description = "Send failed requests again: say what it would do and cost, and with --execute do it.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Each request is sent under a new id that is linked to the one that failed, under the budget of today, and is"
                    + " billed on its own. What failed is kept for as long as the topic `failures` keeps it. The replay runs in"
                    + " the API: it goes on when this command is interrupted, and survives a restart.",
            "",
            "It needs a key with the scope replay: env HEADGATE_API_KEY, or else the one of the Headgate that runs here.",
            "",
            "Example: headgate replay --tenant acme --since PT2H --code provider_timeout --to-provider other --execute"
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Option(names = "--tenant", required = true, paramLabel = "TENANT", description = "Whose requests.")
    private String tenant = "";

    @Mixin
    private final Selection selection = new Selection();

    @Mixin
    private final Changes changes = new Changes();

    @Option(
            names = "--again",
            description = "Also those that a replay has answered since, or whose replay failed in their place.")
    private boolean again;

    @Option(
            names = "--per-second",
            paramLabel = "N",
            defaultValue = "20",
            description = "Send at most so many a second, 1 to 1000 (default: ${DEFAULT-VALUE}).")
    private int perSecond;

    @Option(names = "--execute", description = "Do it; without, nothing is sent.")
    private boolean execute;

    @Option(names = "--detach", description = "Do not wait for the end of it.")
    private boolean detach;

    @Option(
            names = "--api",
            paramLabel = "URL",
            defaultValue = "${env:HEADGATE_API}",
            description = "Where the API listens (env HEADGATE_API; default: the Headgate that runs here).")
    private @Nullable URI api;

    @Mixin
    private final OutputFormat output = new OutputFormat();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ObjectNode order = order();
        try (ReplayEndpoint endpoint = new ReplayEndpoint(
                api == null ? connect.api() : api, tenant(), connect.apiKey(api).orElse(null))) {
            JsonNode answer = endpoint.order(order);
            if (!execute) {
                tell(answer, ReplayText.plan(answer) + "Nothing was sent; --execute does it." + System.lineSeparator());
                return 0;
            }
            tell(answer, ReplayText.plan(answer.path("plan")));
            return detach ? 0 : follow(endpoint, answer.path("id").asText());
        }
    }

    private TenantId tenant() {
        try {
            return new TenantId(tenant);
        } catch (IllegalArgumentException notATenant) {
            throw new OptionError("--tenant: " + notATenant.getMessage());
        }
    }

    private ObjectNode order() {
        ObjectNode order = JSON.createObjectNode();
        order.set("filter", selection.filter(Instant.now()));
        changes.addTo(order);
        return order.put("include_replayed", again).put("per_second", perSecond).put("execute", execute);
    }

    /** Until all that was sent has ended. */
    private int follow(ReplayEndpoint endpoint, String id) throws IOException, InterruptedException {
        JsonNode replay = endpoint.find(id);
        String shown = "";
        while (!ReplayText.isOver(replay)) {
            shown = show(replay, shown);
            Thread.sleep(LOOK_EVERY);
            replay = endpoint.find(id);
        }
        tell(
                replay,
                ReplayText.progress(replay)
                        + System.lineSeparator()
                        + ReplayText.cost(replay)
                        + System.lineSeparator());
        return replay.path("counts").path("failed").asLong() == 0 ? 0 : 1;
    }

    /** One line drawn again and again on a terminal, else a line where something has changed. */
    private String show(JsonNode replay, String before) {
        String line = ReplayText.progress(replay);
        if (!output.json() && !line.equals(before)) {
            PrintWriter out = Specs.out(spec);
            out.print(Terminal.interactive() ? "\r" + line : line + System.lineSeparator());
            out.flush();
        }
        return line;
    }

    private void tell(JsonNode answer, String text) {
        PrintWriter out = Specs.out(spec);
        out.print(output.json() ? answer + System.lineSeparator() : text);
        out.flush();
    }
}
