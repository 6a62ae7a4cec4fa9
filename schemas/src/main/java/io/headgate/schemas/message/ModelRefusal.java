package io.headgate.schemas.message;

import io.headgate.schemas.catalog.Ability;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.ModelName;
import java.time.Instant;

/**
 * A model refused what its lines say that it can: it is not asked for it, as long as the catalogue says the same of it.
 *
 * @param said what its lines said of it; the refused capability is among it
 * @param revision of the catalogue under which it was asked: an older one has no say on whether its lines have changed
 */
public record ModelRefusal(ModelName model, Capability capability, Ability said, CatalogRevision revision, Instant at) {
    public ModelRefusal {
        if (!said.can().contains(capability)) {
            throw new IllegalArgumentException("refusal of model %s: seen %s, allowed what its lines say that it can"
                    .formatted(model, capability.wireName()));
        }
    }

    /** What its record is keyed by; of one model and capability the newest record holds. */
    public String key() {
        return model.value() + '/' + capability.wireName();
    }
}
