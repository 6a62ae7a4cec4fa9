package io.headgate.schemas.catalog;

import io.headgate.schemas.id.TierName;
import java.util.List;

/** A named set of limits. */
public record Tier(TierName name, List<Limit> limits) {
    public Tier {
        limits = List.copyOf(limits);
    }
}
