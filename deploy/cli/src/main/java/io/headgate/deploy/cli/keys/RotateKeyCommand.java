package io.headgate.deploy.cli.keys;

import io.headgate.api.access.audit.Actor;
import io.headgate.deploy.cli.OutputFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Replaces a key. */
@Command(
        name = "rotate",
        description =
                "Make a key in place of another, for the same and as able. Both are good until the old one expires.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit codes: 0 made; 1 there is no such key, or it is not valid."})
final class RotateKeyCommand implements Callable<Integer> {
    @Mixin
    private final KeyParameter key = new KeyParameter();

    @Option(
            names = "--old-expires",
            paramLabel = "WHEN",
            description = "When the old one expires: an ISO 8601 instant, or a duration from now on (default: PT24H).")
    private String oldExpires = "PT24H";

    @Option(names = "--expires", paramLabel = "WHEN", description = "When the new one does (default: never).")
    private @Nullable String expires;

    @Mixin
    private final KeyRing ring = new KeyRing();

    @Mixin
    private final OutputFormat output = new OutputFormat();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return new KeyReport(spec, output.json())
                .print(ring.desk()
                        .rotate(
                                key.id(),
                                CreateKeyCommand.moment("--old-expires", oldExpires),
                                Optional.ofNullable(expires).map(text -> CreateKeyCommand.moment("--expires", text)),
                                Actor.onTheCommandLine()));
    }
}
