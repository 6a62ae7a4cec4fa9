package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Route.Candidate;
import io.headgate.schemas.catalog.Route.Share;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.ListShape;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.Place;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Values;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code routes.<alias>.candidates}. */
final class CandidateSection {
    private static final Field<EndpointName> ENDPOINT = Field.optional(
            "endpoint", Names.endpoint(), "any, in the provider's order", "One endpoint of the model's provider.");
    private static final Field<BigDecimal> SHARE = Field.optional(
            "share",
            Scalars.decimal(2),
            "required where the strategy is weighted, refused elsewhere",
            "How many of the requests are its, in percent; the shares of a route add up to 100.");
    private static final Field<String> VARIANT = Field.optional(
            "variant",
            Scalars.text("up to 64 letters, digits, dots, dashes", "[A-Za-z0-9._-]{1,64}"),
            "the model's name",
            "What decisions and results call it, where it has a share.");

    private final Field<ModelName> model;
    private final Index index;

    CandidateSection(Names names) {
        index = names.index();
        model = Field.required("model", names.model(), "One model that can serve the alias.");
    }

    ListShape<Candidate> list() {
        ObjectShape<Candidate> candidate = new ObjectShape<>(
                "One model that can serve the alias.",
                List.of(model, ENDPOINT, SHARE, VARIANT),
                this::check,
                values -> new Candidate(values.get(model), values.find(ENDPOINT).orElse(null), share(values)));
        return new ListShape<>(candidate, 1, true);
    }

    private void check(Values values) {
        values.find(model)
                .flatMap(name -> index.endpointsOfModel(name.value()))
                .ifPresent(known -> values.find(ENDPOINT)
                        .filter(endpoint -> !known.contains(endpoint.value()))
                        .ifPresent(endpoint -> values.at(ENDPOINT)
                                .refuseName("the model's provider has no endpoint", endpoint.value(), known)));
        values.find(SHARE)
                .filter(share -> share.compareTo(BigDecimal.valueOf(100)) > 0)
                .ifPresent(share -> values.at(SHARE).problem("seen %s, allowed at most 100".formatted(share)));
        if (values.given(VARIANT) && !values.given(SHARE)) {
            values.at(VARIANT).problem("allowed only beside a share");
        }
    }

    private @Nullable Share share(Values values) {
        return values.find(SHARE)
                .map(percent -> new Share(
                        values.find(VARIANT).orElse(values.get(model).value()),
                        percent.movePointRight(2).intValueExact()))
                .orElse(null);
    }

    /** Shares are there where they are used, each variant once, and are all the requests. */
    static void checkShares(Place place, List<Candidate> candidates, boolean weighted) {
        List<Share> shares = candidates.stream()
                .map(Candidate::share)
                .filter(Objects::nonNull)
                .toList();
        if (!weighted) {
            if (!shares.isEmpty()) {
                place.problem("seen a share, allowed only where the strategy is weighted");
            }
            return;
        }
        if (shares.size() < candidates.size()) {
            place.problem("seen %d shares for %d candidates, allowed one for each: the strategy is weighted"
                    .formatted(shares.size(), candidates.size()));
            return;
        }
        Set<String> variants = new HashSet<>();
        shares.stream()
                .filter(share -> !variants.add(share.variant()))
                .forEach(share -> place.problem("seen variant '%s' again, allowed once".formatted(share.variant())));
        int all = shares.stream().mapToInt(Share::hundredths).sum();
        if (all != Share.ALL) {
            place.problem("seen shares of %s %% in all, allowed 100"
                    .formatted(BigDecimal.valueOf(all, 2).stripTrailingZeros().toPlainString()));
        }
    }
}
