package io.headgate.worker.edge;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.id.Target;
import java.util.Set;
import java.util.stream.Collectors;

/** What a provider can be asked for. */
final class Targets {
    private Targets() {}

    /** Every model of the provider at every endpoint. */
    static Set<Target> of(Provider provider, Catalogue catalogue) {
        return catalogue.models().values().stream()
                .filter(model -> model.provider().equals(provider.name()))
                .flatMap(model -> provider.endpoints().stream()
                        .map(endpoint ->
                                new Target(provider.name(), endpoint.name(), model.name(), model.providerModel())))
                .collect(Collectors.toSet());
    }
}
