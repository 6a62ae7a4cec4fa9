package io.headgate.deploy.cli.erase;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.cli.ConnectOptions;
import io.headgate.deploy.cli.OutputFormat;
import io.headgate.deploy.cli.Specs;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.UserId;
import io.headgate.schemas.process.OptionError;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Erases what is kept of a tenant, or of one of its users. It asks the API, which knows whose key may do so. */
@Command(
        name = "erase",
        description =
                "Delete what is kept of a tenant or of one of its users: say how much that is, and with --execute do it.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "What Postgres keeps is deleted: requests with their answers, files, batches, and what is to be replayed or told"
                    + " to webhooks. Topics keep their records until their time is over; the command says which, and for how"
                    + " long. Late records do not bring back what was erased.",
            "",
            "It needs a key with the scope erase: env HEADGATE_API_KEY, or else the one of the Headgate that runs here.",
            "",
            "Example: headgate erase --tenant acme --user u-17 --execute"
        })
public final class EraseCommand implements Callable<Integer> {
    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Option(names = "--tenant", required = true, paramLabel = "TENANT", description = "Whose data.")
    private String tenant = "";

    @Option(
            names = "--user",
            paramLabel = "USER",
            description = "Only what was done on behalf of this user (default: all that the tenant has).")
    private @Nullable String user;

    @Option(names = "--execute", description = "Do it; without, nothing is deleted.")
    private boolean execute;

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
        TenantId whose = tenant();
        UserId person = user();
        try (DataEndpoint endpoint = new DataEndpoint(
                api == null ? connect.api() : api, connect.apiKey(api).orElse(null))) {
            JsonNode told = endpoint.erase(whose, person, !execute);
            PrintWriter out = Specs.out(spec);
            out.print(output.json() ? told + System.lineSeparator() : ErasureText.of(told));
            out.flush();
            return 0;
        }
    }

    private TenantId tenant() {
        try {
            return new TenantId(tenant);
        } catch (IllegalArgumentException notATenant) {
            throw new OptionError("--tenant: " + notATenant.getMessage());
        }
    }

    private @Nullable UserId user() {
        try {
            return user == null ? null : new UserId(user);
        } catch (IllegalArgumentException notAUser) {
            throw new OptionError("--user: " + notAUser.getMessage());
        }
    }
}
