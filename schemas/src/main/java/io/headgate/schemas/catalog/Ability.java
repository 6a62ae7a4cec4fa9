package io.headgate.schemas.catalog;

import io.headgate.schemas.id.ProviderName;
import java.util.Set;

/**
 * What a model's lines say of who it is and what it can; not what it costs, nor how long a text it reads.
 *
 * @param providerModel what the provider calls it
 * @param can all of it, what is taken for granted included
 */
public record Ability(ProviderName provider, String providerModel, Set<Capability> can) {
    public Ability {
        can = Set.copyOf(can);
    }
}
