package io.headgate.metering.alert.watch;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Alert;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whom alerts are about, and how they are named. */
final class Scopes {
    private Scopes() {}

    static Alert.Scope tenant(TenantId tenant) {
        return new Alert.Scope(tenant, null, null, null, null);
    }

    static Alert.Scope tenantModel(TenantId tenant, ModelName model) {
        return new Alert.Scope(tenant, null, null, null, model);
    }

    static Alert.Scope alias(Alias alias, @Nullable ModelName model) {
        return new Alert.Scope(null, null, alias, null, model);
    }

    static Alert.Scope provider(ProviderName provider, @Nullable ModelName model) {
        return new Alert.Scope(null, null, null, provider, model);
    }

    /** {@code tenant acme, model gpt-large}. */
    static String name(Alert.Scope scope) {
        return Stream.of(
                        named("tenant", scope.tenant()),
                        named("project", scope.project()),
                        named("alias", scope.alias()),
                        named("provider", scope.provider()),
                        named("model", scope.model()))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }

    private static @Nullable String named(String what, @Nullable Object id) {
        return id == null ? null : what + " " + id;
    }
}
