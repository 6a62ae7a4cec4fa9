package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Route.Candidate;
import io.headgate.schemas.catalog.Route.Strategy;
import io.headgate.schemas.catalog.Selection;
import io.headgate.schemas.catalog.Selection.Case;
import io.headgate.schemas.catalog.Selection.Quirk;
import io.headgate.schemas.catalog.Selection.Weights;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.ListShape;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.Place;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Values;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.message.Priority;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The keys of {@code routes.<alias>} that say how it chooses, beyond its strategy. */
final class SelectionSection {
    /** Of the route itself. */
    static final Field<Strategy> OF_ROUTE = Field.defaulted(
            "strategy",
            Scalars.choice("strategy", Strategy.class),
            Strategy.ORDERED,
            "ordered",
            "ordered: as the effective order has them; cheapest: by expected cost, unpriced ones last; fastest: by expected"
                    + " time, waiting included; balanced: by cost, time and errors, as weights say; weighted: by share;"
                    + " mostly: four of five requests to the cheapest, the fifth to the most reliable.");

    private static final Field<Integer> COST = weight("cost", "How much the expected cost counts.");
    private static final Field<Integer> LATENCY = weight("latency", "How much the expected time counts.");
    private static final Field<Integer> ERRORS = weight("errors", "How much the share of failures counts.");
    private static final ObjectShape<Weights> WEIGHTS_SHAPE = new ObjectShape<>(
            "How much each counts beside the others.",
            List.of(COST, LATENCY, ERRORS),
            SelectionSection::checkWeights,
            values -> new Weights(values.get(COST), values.get(LATENCY), values.get(ERRORS)));
    private static final Field<Weights> WEIGHTS = Field.defaulted(
            "weights", WEIGHTS_SHAPE, Weights.EVEN, "all count the same", "What strategy balanced goes by.");
    private static final Field<List<String>> REGIONS = Field.optional(
            "regions",
            ListShape.ofDistinct(EndpointSection.regionName()),
            "all",
            "Whose endpoints may serve it; an endpoint without a region may not.");
    private static final Field<String> STICKY_TAG = Field.optional(
            "sticky_tag",
            Scalars.text("up to 64 visible characters", "[\\x21-\\x7e]{1,64}"),
            "each request goes by its id",
            "The tag whose value keeps requests on one variant of a weighted route, or of a canary: session.");

    private static final Field<List<Capability>> WHEN = Field.required(
            "when",
            ListShape.ofDistinct(Scalars.choice("capability", Capability.class)),
            "Capabilities; the rule holds for requests that need all of them.");
    private static final Field<Strategy> STRATEGY =
            Field.required("strategy", Scalars.choice("strategy", Strategy.class), "The strategy for these requests.");
    private static final Field<List<String>> TASK_TYPES = Field.optional(
            "task_types",
            ListShape.ofDistinct(Scalars.text("up to 64 visible characters", "[\\x21-\\x7e]{1,64}")),
            "any, and none",
            "Kinds of work, as requests name them: classification.");
    private static final Field<List<String>> LOCALES = Field.optional(
            "locales",
            ListShape.ofDistinct(
                    Scalars.text("a language tag such as de or de-CH", "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")),
            "any, and none",
            "Language tags; de covers de-CH as well.");
    private static final Field<List<Priority>> PRIORITIES = Field.optional(
            "priorities",
            ListShape.ofDistinct(Scalars.choice("priority", Priority.class)),
            "any",
            "How urgent the requests are.");

    private final Field<List<ModelName>> only;
    private final Field<List<ModelName>> prefer;
    private final Field<List<Quirk>> quirks;
    private final Field<List<Case>> cases;
    private final Field<Canary> canary;

    SelectionSection(Names names) {
        canary = new CanarySection(names).field();
        only = Field.required("only", ListShape.ofDistinct(names.model()), "The candidates that may then serve.");
        prefer = Field.optional(
                "prefer",
                ListShape.ofDistinct(names.model()),
                "the route's order",
                "Candidates that go first in the route's order, in this order.");
        quirks = Field.optional(
                "quirks",
                new ListShape<>(quirk(), 1, false),
                "none",
                "What only some of the candidates do well enough.");
        cases = Field.optional(
                "overrides",
                new ListShape<>(aCase(), 1, false),
                "none",
                "Other strategies for some requests; the first that covers a request holds.");
    }

    List<Field<?>> fields() {
        return List.of(WEIGHTS, cases, REGIONS, quirks, STICKY_TAG, canary);
    }

    /** Of a route: that models which are named are candidates, and that shares are there where they are used. */
    void check(Values values, Strategy strategy, Place place, List<Candidate> candidates) {
        Set<String> listed =
                candidates.stream().map(candidate -> candidate.model().value()).collect(Collectors.toSet());
        List<Case> given = values.find(cases).orElse(List.of());
        given.forEach(each -> each.prefer().forEach(model -> requireListed(values.at(cases), model, listed)));
        values.find(quirks)
                .orElse(List.of())
                .forEach(quirk -> quirk.only().stream()
                        .sorted()
                        .forEach(model -> requireListed(values.at(quirks), model, listed)));
        boolean weighted =
                strategy == Strategy.WEIGHTED || given.stream().anyMatch(each -> each.strategy() == Strategy.WEIGHTED);
        CandidateSection.checkShares(place, candidates, weighted);
        if (values.given(STICKY_TAG) && !weighted && !values.given(canary)) {
            values.at(STICKY_TAG).problem("allowed only where the strategy is weighted, or beside a canary");
        }
        if (values.given(canary) && weighted) {
            values.at(canary).problem("allowed only where the strategy is not weighted: there, shares say the same");
        }
        values.find(canary).ifPresent(tried -> {
            requireListed(values.at(canary), tried.of(), listed);
            requireListed(values.at(canary), tried.to(), listed);
        });
    }

    Selection build(Values values) {
        return new Selection(
                values.get(WEIGHTS),
                values.find(cases).orElse(List.of()),
                Set.copyOf(values.find(REGIONS).orElse(List.of())),
                values.find(quirks).orElse(List.of()),
                values.find(STICKY_TAG).orElse(null),
                values.find(canary).orElse(null));
    }

    private ObjectShape<Quirk> quirk() {
        return ObjectShape.of(
                "What only some of the candidates may be asked for.",
                List.of(WHEN, only),
                values -> new Quirk(Set.copyOf(values.get(WHEN)), Set.copyOf(values.get(only))));
    }

    private ObjectShape<Case> aCase() {
        return new ObjectShape<>(
                "A strategy for some requests.",
                List.of(TASK_TYPES, LOCALES, PRIORITIES, STRATEGY, WEIGHTS, prefer),
                SelectionSection::checkCondition,
                values -> new Case(
                        Set.copyOf(values.find(TASK_TYPES).orElse(List.of())),
                        Set.copyOf(values.find(LOCALES).orElse(List.of())),
                        Set.copyOf(values.find(PRIORITIES).orElse(List.of())),
                        values.get(STRATEGY),
                        values.get(WEIGHTS),
                        values.find(prefer).orElse(List.of())));
    }

    private static void checkCondition(Values values) {
        if (!values.given(TASK_TYPES) && !values.given(LOCALES) && !values.given(PRIORITIES)) {
            values.here().problem("seen no condition, allowed one or more of task_types, locales, priorities");
        }
    }

    private static void checkWeights(Values values) {
        boolean read = !values.wrong(COST) && !values.wrong(LATENCY) && !values.wrong(ERRORS);
        if (read && values.get(COST) + values.get(LATENCY) + values.get(ERRORS) == 0) {
            values.here().problem("seen only 0, allowed one or more above it");
        }
    }

    private static void requireListed(Place place, ModelName named, Set<String> listed) {
        if (!listed.contains(named.value())) {
            place.refuseName("no candidate of this route is the model", named.value(), listed);
        }
    }

    private static Field<Integer> weight(String name, String doc) {
        return Field.defaulted(name, Scalars.smallInteger(0, 100), 1, "1", doc);
    }
}
