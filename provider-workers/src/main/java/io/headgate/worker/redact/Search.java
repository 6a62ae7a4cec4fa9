package io.headgate.worker.redact;

import io.headgate.schemas.catalog.Detection;
import io.headgate.schemas.catalog.Redaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a policy has looked for in one request, by who finds it. Belongs to that request's thread.
 *
 * @param finders asked at every place, in this order
 * @param patterns run over every text
 * @param detected what the detector is asked for; empty where it is not asked
 * @param national the one among the finders that may tire; null where there is none
 */
record Search(
        List<Sought> finders,
        List<PatternSearch> patterns,
        List<String> detected,
        @Nullable NationalPhoneFinder national) {

    /** @param unknown what the policy names and nobody here finds */
    record Resolved(Search search, List<String> unknown) {}

    /** @param characters of all texts together */
    static Resolved of(Redaction redaction, Detection detection, Map<String, PatternSearch> patterns, long characters) {
        List<Entity> builtIn = new ArrayList<>();
        List<PatternSearch> own = new ArrayList<>();
        List<String> detected = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        Collection<String> ofDetector =
                detection.detector() == null ? List.of() : detection.detector().entities();
        for (String entity : redaction.entities().stream().sorted().toList()) {
            PatternSearch pattern = patterns.get(entity);
            if (Entity.of(entity).isPresent()) {
                builtIn.add(Entity.of(entity).get());
            } else if (pattern != null) {
                own.add(pattern);
            } else if (ofDetector.contains(entity)) {
                detected.add(entity);
            } else {
                unknown.add(entity);
            }
        }
        builtIn.sort(Comparator.naturalOrder());
        List<Sought> finders =
                new ArrayList<>(builtIn.stream().map(Entity::sought).toList());
        NationalPhoneFinder national = null;
        if (builtIn.contains(Entity.PHONE) && !detection.phoneRegions().isEmpty()) {
            national = new NationalPhoneFinder(detection.phoneRegions(), characters);
            finders.add(new Sought(Entity.PHONE.word(), national));
        }
        return new Resolved(new Search(finders, own, detected, national), unknown);
    }

    /**
     * What the patterns find, by text; without the texts in which they find nothing.
     *
     * @return null when one of them would have had to look too often
     */
    @Nullable
    Map<String, List<Span>> byPattern(Collection<String> texts) {
        Map<String, List<Span>> found = new HashMap<>();
        if (patterns.isEmpty()) {
            return found;
        }
        for (String text : texts) {
            List<Span> spans = new ArrayList<>();
            for (PatternSearch pattern : patterns) {
                if (!pattern.find(text, spans)) {
                    return null;
                }
            }
            if (!spans.isEmpty()) {
                found.put(text, spans);
            }
        }
        return found;
    }
}
