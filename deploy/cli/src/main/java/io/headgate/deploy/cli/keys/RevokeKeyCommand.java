package io.headgate.deploy.cli.keys;

import io.headgate.api.access.KeyView;
import io.headgate.api.access.audit.Actor;
import io.headgate.deploy.cli.Specs;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes a key back. */
@Command(
        name = "revoke",
        description = "Revoke an API key: every process refuses it within five seconds.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit codes: 0 it is revoked; 1 there is no such key."})
final class RevokeKeyCommand implements Callable<Integer> {
    @Mixin
    private final KeyParameter key = new KeyParameter();

    @Mixin
    private final KeyRing ring = new KeyRing();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Optional<KeyView> revoked = ring.desk().revoke(key.id(), Actor.onTheCommandLine());
        Specs.out(spec)
                .println(revoked.map(view -> "Key %s is revoked since %s.".formatted(view.id(), view.revokedAt()))
                        .orElse("There is no such key."));
        Specs.out(spec).flush();
        return revoked.isPresent() ? 0 : 1;
    }
}
