package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Tier;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.id.TierName;
import java.util.List;
import java.util.function.Function;

/** {@code tiers.<tier>}. */
final class TierSection {
    private static final Field<List<Limit>> LIMITS = Field.optional(
            "limits", LimitSection.list(), "nothing is limited", "What each of its tenants may use, by itself.");

    private static final Field<Integer> WEIGHT = Field.optional(
            "weight",
            Scalars.smallInteger(1, Tier.MAX_WEIGHT),
            "1",
            "How much each of its tenants is due where several wait for the same provider; 2 is twice as much as 1.");

    private TierSection() {}

    static ObjectShape<Function<TierName, Tier>> shape() {
        return new ObjectShape<>(
                "A named set of limits.",
                List.of(LIMITS, WEIGHT),
                values ->
                        values.find(LIMITS).ifPresent(limits -> LimitSection.checkDistinct(values.at(LIMITS), limits)),
                values -> name -> new Tier(
                        name,
                        values.find(LIMITS).orElse(List.of()),
                        values.find(WEIGHT).orElse(1)));
    }
}
