package io.headgate.deploy.cli.demo;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Rating;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the same tokens would have cost had one model done all the work. An estimate: another model writes other tokens. */
record WhatIf(Model model, Money cost) {
    /** Every priced model in the catalogue, cheapest first. */
    static List<WhatIf> all(Catalogue catalogue, Collection<InferenceResult> results) {
        return catalogue.models().values().stream()
                .flatMap(model -> of(model, results).stream())
                .sorted(Comparator.comparing((WhatIf whatIf) -> whatIf.cost().amount())
                        .thenComparing(whatIf -> whatIf.model().name()))
                .toList();
    }

    private static Optional<WhatIf> of(Model model, Collection<InferenceResult> results) {
        Money sum = null;
        for (InferenceResult result : results) {
            if (result.outcome() instanceof InferenceResult.Completed completed) {
                Cost cost = Rating.rate(
                        completed.usage(), model.priceAt(result.endedAt()).orElse(null));
                if (!(cost instanceof Cost.Priced(Money amount))) {
                    return Optional.empty();
                }
                sum = sum == null ? amount : sum.plus(amount);
            }
        }
        return sum == null ? Optional.empty() : Optional.of(new WhatIf(model, sum));
    }
}
