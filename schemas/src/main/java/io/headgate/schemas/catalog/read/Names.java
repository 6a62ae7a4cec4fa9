package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.shape.ScalarShape;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.TierName;
import java.util.Optional;
import java.util.stream.Collectors;

/** Names: {@code new…} ones are defined where they stand, the others refer to one that the document defines. */
record Names(Index index) {
    static ScalarShape<ProviderName> newProvider() {
        return Scalars.name("provider", ProviderName::new, Optional.empty());
    }

    static ScalarShape<ModelName> newModel() {
        return Scalars.name("model", ModelName::new, Optional.empty());
    }

    static ScalarShape<Alias> newAlias() {
        return Scalars.name("alias", Alias::new, Optional.empty());
    }

    static ScalarShape<TierName> newTier() {
        return Scalars.name("tier", TierName::new, Optional.empty());
    }

    static ScalarShape<TenantId> newTenant() {
        return Scalars.name("tenant", TenantId::new, Optional.empty());
    }

    /** An endpoint: defined, or referred to and then checked by the candidate, which knows whose it must be. */
    static ScalarShape<EndpointName> endpoint() {
        return Scalars.name("endpoint", EndpointName::new, Optional.empty());
    }

    ScalarShape<ProviderName> provider() {
        return Scalars.name("provider", ProviderName::new, Optional.of(index.providers()));
    }

    ScalarShape<ModelName> model() {
        return Scalars.name("model", ModelName::new, Optional.of(index.models()));
    }

    ScalarShape<Alias> alias() {
        return Scalars.name("alias", Alias::new, Optional.of(index.routes()));
    }

    /** What redaction looks for. */
    ScalarShape<String> entity() {
        return new ScalarShape<>(
                "one of %s, or a name under redaction"
                        .formatted(Redaction.ENTITIES.stream().sorted().collect(Collectors.joining(", "))),
                Scalars.schema("string", "pattern", "^[a-z][a-z0-9_]{0,31}$"),
                place -> index.entities().contains(place.text())
                        ? Optional.of(place.text())
                        : place.refuseName("no such entity", place.text(), index.entities()));
    }

    ScalarShape<TierName> tier() {
        return Scalars.name("tier", TierName::new, Optional.of(index.tiers()));
    }
}
