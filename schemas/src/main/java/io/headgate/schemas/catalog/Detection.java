package io.headgate.schemas.catalog;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What redaction can find beyond what every release finds.
 *
 * @param patterns own entities by name, each with what it looks like, in RE2's syntax
 * @param phoneRegions whose national telephone numbers are known, ISO 3166 in upper case; at most {@value #MAX_REGIONS}
 * @param detector a service that is asked as well; null when there is none
 */
public record Detection(
        Map<String, String> patterns,
        Set<String> phoneRegions,
        @Nullable Detector detector) {
    /** Each text is looked through once for every pattern. */
    public static final int MAX_PATTERNS = 20;

    /** What looks like a number is held against the plan of each. */
    public static final int MAX_REGIONS = 5;

    public static final Detection NONE = new Detection(Map.of(), Set.of(), null);

    public Detection {
        patterns = Map.copyOf(patterns);
        phoneRegions = Set.copyOf(phoneRegions);
    }

    /** All that can be looked for with it. */
    public Set<String> entities() {
        Set<String> entities = new HashSet<>(Redaction.ENTITIES);
        entities.addAll(patterns.keySet());
        if (detector != null) {
            entities.addAll(detector.entities());
        }
        return entities;
    }

    /**
     * A service that speaks Presidio's {@code POST /analyze}.
     *
     * @param url without a trailing slash
     * @param types what it is asked for, as it calls them: {@code PERSON}
     * @param language of the texts, ISO 639: {@code en}
     * @param timeout of one request's only call, the wait for its turn included
     * @param onFailure what happens to a request whose texts it does not answer for
     * @param allowPrivate whether it may be at a loopback or private address
     */
    public record Detector(
            URI url, Set<String> types, String language, Duration timeout, OnFailure onFailure, boolean allowPrivate) {
        public Detector {
            types = Set.copyOf(types);
        }

        /** What it finds, as the catalogue calls them: {@code person}. */
        public Set<String> entities() {
            return types.stream().map(Detector::entity).collect(Collectors.toUnmodifiableSet());
        }

        /** What the catalogue calls a type of its. */
        public static String entity(String type) {
            return type.toLowerCase(Locale.ROOT);
        }
    }

    /** What happens to a request when the detector is away. */
    public enum OnFailure {
        /** It is refused. */
        BLOCK,
        /** It leaves with what else was found masked; on a strict route it is refused all the same. */
        PASS
    }
}
