package io.headgate.worker.report;

import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares the model that a provider says it served with the pinned one. The pinned name itself is right, and so is a
 * dated snapshot of a pin without date; another snapshot than the first is not. Each other version is told once, and its
 * end when for {@link #CALM} only the right one was served: a provider that changes over serves both for a while.
 * Thread-safe.
 */
public final class ServedModels {
    static final Duration CALM = Duration.ofHours(1);

    /** A provider that calls its model something new in every reply is told of this often, and no more. */
    static final int MOST_VERSIONS = 8;

    /** Far more than catalogues have; those beyond are not watched. */
    static final int MOST_TARGETS = 10_000;

    private static final int MOST_CHARS = 120;
    private static final String PREFIX = "models/";
    private static final String LATEST = ":latest";

    /** {@code -2025-04-14, -20250414, -0613, @20240229}, and the three digits of {@code gemini-1.5-pro-002}. */
    private static final Pattern SNAPSHOT = Pattern.compile("[-@](\\d{4}-\\d{2}(-\\d{2})?|\\d{8}|\\d{6}|\\d{3,4})");

    private final Map<Target, Served> served = new ConcurrentHashMap<>();

    /**
     * What is known of a target.
     *
     * @param right as the provider wrote it; null until it was served
     * @param others the versions that were told of, and when each was last served
     */
    private record Served(@Nullable String right, Map<String, Instant> others) {
        static final Served NOTHING = new Served(null, Map.of());
    }

    /**
     * Takes note of a reply.
     *
     * @param model what the provider says it served; null when it does not say
     * @return what is to be told, if anything is
     */
    public Optional<Alert> served(Target target, @Nullable String model, Instant now) {
        Served before = served.getOrDefault(target, Served.NOTHING);
        boolean asEver =
                model != null && model.equals(before.right()) && before.others().isEmpty();
        boolean unwatched = before == Served.NOTHING && served.size() >= MOST_TARGETS;
        if (model == null || model.isBlank() || asEver || unwatched) {
            return Optional.empty();
        }
        Alert[] told = new Alert[1];
        served.compute(target, (t, known) -> {
            Served from = known == null ? Served.NOTHING : known;
            return isRight(t, from, model) ? right(t, from, model, now, told) : other(t, from, model, now, told);
        });
        return Optional.ofNullable(told[0]);
    }

    private static boolean isRight(Target target, Served before, String model) {
        String pinned = plain(target.providerModel());
        String seen = plain(model);
        if (seen.equals(pinned)) {
            return true;
        }
        boolean snapshot = seen.startsWith(pinned)
                && SNAPSHOT.matcher(seen.substring(pinned.length())).matches();
        String first = before.right();
        return snapshot
                && (first == null || plain(first).equals(pinned) || plain(first).equals(seen));
    }

    private static Served right(Target target, Served before, String model, Instant now, Alert[] told) {
        Map<String, Instant> others = new HashMap<>(before.others());
        for (Map.Entry<String, Instant> other : before.others().entrySet()) {
            if (!now.isBefore(other.getValue().plus(CALM))) {
                others.remove(other.getKey());
                told[0] = alert(target, other.getKey(), Alert.State.RESOLVED, "serves the pinned model again", now);
                break;
            }
        }
        // A snapshot says more than the bare pin: once it is known, another one is a change.
        String first = before.right();
        boolean keep = first != null && plain(model).equals(plain(target.providerModel()));
        return new Served(keep ? first : model, Map.copyOf(others));
    }

    private static Served other(Target target, Served before, String model, Instant now, Alert[] told) {
        String version = shown(model);
        boolean known = before.others().containsKey(version);
        if (!known && before.others().size() >= MOST_VERSIONS) {
            return before;
        }
        if (!known) {
            told[0] = alert(
                    target,
                    version,
                    Alert.State.RAISED,
                    "serves '%s' where '%s' is pinned; check the pin and the price"
                            .formatted(version, expected(target, before)),
                    now);
        }
        Map<String, Instant> others = new HashMap<>(before.others());
        others.put(version, now);
        return new Served(before.right(), Map.copyOf(others));
    }

    private static String expected(Target target, Served before) {
        String first = before.right();
        return first == null ? target.providerModel() : shown(first);
    }

    private static Alert alert(Target target, String version, Alert.State state, String what, Instant now) {
        String endpoint = target.provider() + "/" + target.endpoint();
        return new Alert(
                "model_mismatch/%s/%s/%s".formatted(endpoint, target.model(), version),
                state,
                Alert.Kind.MODEL_MISMATCH,
                null,
                new Alert.Scope(null, null, null, target.provider(), target.model()),
                "%s, model %s: the provider %s".formatted(endpoint, target.model(), what),
                null,
                null,
                now);
    }

    private static String plain(String name) {
        String bare = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
        return bare.endsWith(LATEST) ? bare.substring(0, bare.length() - LATEST.length()) : bare;
    }

    /** A provider's own words: short, and on one line. */
    private static String shown(String model) {
        String line = model.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= MOST_CHARS ? line : line.substring(0, MOST_CHARS) + "…";
    }
}
