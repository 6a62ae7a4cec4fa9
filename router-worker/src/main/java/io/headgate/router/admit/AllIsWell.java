package io.headgate.router.admit;

import io.headgate.router.route.Health;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.id.ProviderName;
import java.util.Set;

/** Providers at their best: what waiting could bring. What a model refuses it refuses on its best day. */
record AllIsWell(Health known) implements Health {
    @Override
    public boolean dispatchable(ProviderName provider) {
        return true;
    }

    @Override
    public Set<Capability> refused(Model model) {
        return known.refused(model);
    }
}
