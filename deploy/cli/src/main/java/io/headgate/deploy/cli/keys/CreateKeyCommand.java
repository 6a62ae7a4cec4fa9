package io.headgate.deploy.cli.keys;

import io.headgate.api.access.Expiry;
import io.headgate.api.access.KeyRole;
import io.headgate.api.access.KeyWish;
import io.headgate.api.access.Scope;
import io.headgate.api.access.audit.Actor;
import io.headgate.deploy.cli.OutputFormat;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.process.OptionError;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a key. */
@Command(
        name = "create",
        description = "Make an API key. It is printed once.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit codes: 0 made; 1 refused."})
final class CreateKeyCommand implements Callable<Integer> {
    @Option(
            names = "--role",
            paramLabel = "ROLE",
            required = true,
            description =
                    "client (submit, read, cancel), reader (read, operate), operator (read, cancel, replay, operate)"
                            + " or admin (everything).")
    private KeyRole role = KeyRole.CLIENT;

    @Option(names = "--label", paramLabel = "TEXT", required = true, description = "What people call it.")
    private String label = "";

    @Option(
            names = "--tenant",
            paramLabel = "TENANT",
            description =
                    "For whom it acts. Without one it is of the whole installation and names a tenant with each request.")
    private @Nullable String tenant;

    @Option(
            names = "--project",
            paramLabel = "PROJECT",
            description = "The tag project of all that it submits; needs --tenant.")
    private @Nullable String project;

    @Option(
            names = "--scopes",
            paramLabel = "SCOPE",
            split = ",",
            description = "Fewer than the role's: ${COMPLETION-CANDIDATES}.")
    private @Nullable List<Scope> scopes;

    @Option(
            names = "--expires",
            paramLabel = "WHEN",
            description = "An ISO 8601 instant, or a duration from now on: P90D (default: never).")
    private @Nullable String expires;

    @Mixin
    private final KeyRing ring = new KeyRing();

    @Mixin
    private final OutputFormat output = new OutputFormat();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        KeyWish wish = new KeyWish(
                label,
                role,
                Optional.ofNullable(scopes).map(CreateKeyCommand::set),
                Optional.ofNullable(tenant).map(CreateKeyCommand::tenant),
                Optional.ofNullable(project),
                Optional.ofNullable(expires).map(text -> moment("--expires", text)));
        return new KeyReport(spec, output.json()).print(ring.desk().create(wish, Actor.onTheCommandLine()));
    }

    private static Set<Scope> set(List<Scope> scopes) {
        Set<Scope> all = EnumSet.noneOf(Scope.class);
        all.addAll(scopes);
        return all;
    }

    private static TenantId tenant(String name) {
        try {
            return new TenantId(name);
        } catch (IllegalArgumentException notATenant) {
            throw new OptionError("--tenant: " + notATenant.getMessage());
        }
    }

    static Instant moment(String option, String text) {
        return Expiry.parse(text, Instant.now())
                .orElseThrow(
                        () -> new OptionError("%s: seen '%s', allowed %s".formatted(option, text, Expiry.ALLOWED)));
    }
}
