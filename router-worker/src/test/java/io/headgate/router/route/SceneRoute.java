package io.headgate.router.route;

import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.catalog.Route.Strategy;
import io.headgate.schemas.catalog.Selection;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.message.Priority;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The route of a row, made of its first cell: {@code balanced 1/2/3}, {@code weighted 70/30/0/0},
 * {@code ordered, but cheapest for background}, {@code ordered, tools only for small},
 * {@code ordered, canary medium for large at 5 %}.
 */
final class SceneRoute {
    private final Set<String> regions = new HashSet<>();
    private final List<Selection.Case> cases = new ArrayList<>();
    private final List<Selection.Quirk> quirks = new ArrayList<>();
    private final Strategy strategy;
    private Selection.Weights weights = Selection.Weights.EVEN;
    private List<Integer> shares = List.of();
    private @Nullable Canary canary;

    SceneRoute(String cell) {
        List<String> phrases = Scene.phrases(cell, ",");
        String[] words = phrases.getFirst().split(" ");
        strategy = strategy(words[0]);
        if (words.length > 1) {
            numbers(Arrays.stream(words[1].split("/")).map(Integer::valueOf).toList());
        }
        phrases.subList(1, phrases.size()).forEach(this::phrase);
    }

    private static Strategy strategy(String word) {
        return Strategy.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private void numbers(List<Integer> numbers) {
        if (strategy == Strategy.WEIGHTED) {
            shares = numbers;
        } else {
            weights = new Selection.Weights(numbers.get(0), numbers.get(1), numbers.get(2));
        }
    }

    private void phrase(String phrase) {
        String[] w = phrase.split(" ");
        if (w[0].equals("canary")) {
            canary = new Canary(
                    new ModelName(w[3]), new ModelName(w[1]), Integer.parseInt(w[5]) * 100, null, List.of(), null);
        } else if (w.length == 4 && w[0].equals("but")) {
            cases.add(aCase(w[3], strategy(w[1]), List.of()));
        } else if (w[2].equals("first")) {
            cases.add(aCase(w[4], strategy, List.of(new ModelName(w[1]))));
        } else if (w[1].equals("only")) {
            quirks.add(new Selection.Quirk(
                    Set.of(Capability.ofWireName(w[0]).orElseThrow()), Set.of(new ModelName(w[3]))));
        } else {
            throw new IllegalArgumentException(phrase);
        }
    }

    private static Selection.Case aCase(String whom, Strategy strategy, List<ModelName> prefer) {
        return switch (whom) {
            case "background" ->
                new Selection.Case(
                        Set.of(), Set.of(), Set.of(Priority.BACKGROUND), strategy, Selection.Weights.EVEN, prefer);
            case "classification" ->
                new Selection.Case(Set.of(whom), Set.of(), Set.of(), strategy, Selection.Weights.EVEN, prefer);
            case "de" -> new Selection.Case(Set.of(), Set.of(whom), Set.of(), strategy, Selection.Weights.EVEN, prefer);
            default -> throw new IllegalArgumentException(whom);
        };
    }

    /** Only endpoints of that region. */
    void allow(String region) {
        regions.add(region);
    }

    Route of(Alias alias, List<ModelName> models) {
        List<Route.Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            ModelName model = models.get(i);
            Route.Share share = shares.isEmpty() ? null : new Route.Share(model.value(), shares.get(i) * 100);
            candidates.add(new Route.Candidate(model, null, share));
        }
        Selection selection = new Selection(weights, cases, regions, quirks, null, canary);
        return new Route(alias, strategy, candidates, null, false, null, selection);
    }
}
