package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.catalog.Route.Candidate;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.ListShape;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.Place;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Values;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ProviderName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code routes.<alias>}. */
final class RouteSection {
    private static final Field<Route.Strategy> STRATEGY = SelectionSection.OF_ROUTE;
    private static final Field<Long> MAX_OUTPUT_TOKENS = Field.optional(
            "max_output_tokens",
            Scalars.integer(1, 10_000_000),
            "defaults.max_output_tokens",
            "The cap, in tokens, put into a request that has none.");
    private static final Field<Route.OnLength> ON_LENGTH = Field.defaulted(
            "on_length",
            Scalars.choice("answer to an answer that was cut", Route.OnLength.class),
            Route.OnLength.ACCEPT,
            "accept",
            "What becomes of an answer that was cut at the cap: accept, retry (with twice the room, as far as the model's"
                    + " max_output_tokens go and where the request has no cap of its own), fail.");
    private static final Field<Boolean> STRICT_REDACTION = Field.defaulted(
            "strict_redaction",
            Scalars.flag(),
            false,
            "false",
            "Whether a prompt is refused when redaction cannot be certain.");
    private static final Field<Route.ResponseSchema> RESPONSE_SCHEMA = Field.optional(
            "response_schema",
            ResponseSchemaSection.shape(),
            "answers are not checked",
            "The contract that the answers keep.");

    private final Field<List<Candidate>> candidates;
    private final Field<ProviderName> provider;
    private final Field<List<ProviderName>> fallbacks;
    private final Field<Redaction> redaction;
    private final SelectionSection selection;
    private final Index index;

    RouteSection(Names names) {
        index = names.index();
        selection = new SelectionSection(names);
        candidates = Field.required(
                "candidates",
                new CandidateSection(names).list(),
                "The models that can serve it; reordered by provider and fallbacks where those are given.");
        provider = Field.optional(
                "provider",
                names.provider(),
                "defaults.provider",
                "The provider that goes first; one of the candidates must be its.");
        fallbacks = Field.optional(
                "fallbacks",
                ListShape.ofDistinct(names.provider()),
                "those of the provider that goes first, or else defaults.fallbacks",
                "The providers that follow, in order; each must have a candidate.");
        redaction = Field.defaulted(
                "redaction",
                new RedactionSection(names).shape(),
                Redaction.NONE,
                "the provider's",
                "What must not leave in its requests, in place of what the provider says of the same entities.");
    }

    ObjectShape<Function<Alias, Draft>> shape() {
        List<Field<?>> fields = new ArrayList<>(List.of(candidates, STRATEGY));
        fields.addAll(selection.fields());
        fields.addAll(List.of(
                provider, fallbacks, MAX_OUTPUT_TOKENS, ON_LENGTH, redaction, STRICT_REDACTION, RESPONSE_SCHEMA));
        return new ObjectShape<>("Where an alias leads.", fields, this::check, this::build);
    }

    /** A route whose candidates are still as listed. */
    record Draft(Route route, Optional<ProviderName> provider, List<ProviderName> fallbacks, Place responseSchema) {}

    private void check(Values values) {
        Chains.refuseSelf(values, provider, fallbacks);
        Optional<List<Candidate>> listed = values.find(candidates);
        if (listed.isEmpty() || values.wrong(candidates)) {
            return; // a candidate that cannot be read may be the one that is asked for
        }
        if (!values.wrong(STRATEGY)) {
            selection.check(values, values.get(STRATEGY), values.at(candidates), listed.get());
        }
        Set<String> serving = listed.get().stream()
                .map(candidate ->
                        index.providerOfModel().getOrDefault(candidate.model().value(), ""))
                .collect(Collectors.toSet());
        values.find(provider).ifPresent(first -> requireServing(values.at(provider), first, serving));
        values.find(fallbacks).orElse(List.of()).forEach(next -> requireServing(values.at(fallbacks), next, serving));
    }

    private static void requireServing(Place place, ProviderName named, Set<String> serving) {
        if (!serving.contains(named.value())) {
            place.refuseName("no candidate of this route is of the provider", named.value(), serving);
        }
    }

    private Function<Alias, Draft> build(Values values) {
        return alias -> new Draft(
                new Route(
                        alias,
                        values.get(STRATEGY),
                        values.get(candidates),
                        values.find(MAX_OUTPUT_TOKENS).orElse(null),
                        values.get(STRICT_REDACTION),
                        values.find(RESPONSE_SCHEMA).orElse(null),
                        selection.build(values),
                        values.get(ON_LENGTH),
                        values.get(redaction)),
                values.find(provider),
                values.find(fallbacks).orElse(List.of()),
                values.at(RESPONSE_SCHEMA));
    }
}
