package io.headgate.deploy.cli.keys;

import io.headgate.api.access.KeyId;
import io.headgate.api.access.KeyStore;
import io.headgate.api.access.StoredKey;
import io.headgate.deploy.cli.OutputFormat;
import io.headgate.schemas.id.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists keys. */
@Command(
        name = "list",
        description = "List API keys; none of them can be made of what is shown.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ListKeysCommand implements Callable<Integer> {
    private static final int PAGE = 1_000;

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Only this tenant's.")
    private @Nullable String tenant;

    @Mixin
    private final KeyRing ring = new KeyRing();

    @Mixin
    private final OutputFormat output = new OutputFormat();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        new KeyReport(spec, output.json()).print(KeyRing.views(all(ring.store())));
        return 0;
    }

    private List<StoredKey> all(KeyStore store) {
        Optional<TenantId> whose = Optional.ofNullable(tenant).map(TenantId::new);
        List<StoredKey> keys = new ArrayList<>();
        List<StoredKey> page = List.of();
        do {
            Optional<KeyId> after = page.isEmpty()
                    ? Optional.empty()
                    : Optional.of(page.getLast().id());
            page = store.list(whose, after, PAGE);
            keys.addAll(page);
        } while (page.size() == PAGE);
        return keys;
    }
}
