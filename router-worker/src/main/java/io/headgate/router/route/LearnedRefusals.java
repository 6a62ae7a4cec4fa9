package io.headgate.router.route;

import io.headgate.schemas.catalog.Ability;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.ModelRefusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What models refused, though their lines in the catalogue say that they can: learned from attempts, and told of by every
 * router on a topic. It counts until the catalogue says otherwise of the model. Thread-safe; reading takes no lock.
 *
 * <p>What is learned is told of with the attempt that taught it, in its transaction. When that is aborted the attempt comes
 * again, here or in another router, and is told of again: what it told before was never read.
 */
public final class LearnedRefusals {
    private final Map<ModelName, Map<Capability, Standing>> models = new ConcurrentHashMap<>();

    /** Which attempt something was learned from. */
    private record Teacher(TenantId tenant, AttemptId attempt) {
        static Teacher of(Attempt attempt) {
            return new Teacher(attempt.key().tenant(), attempt.summary().id());
        }
    }

    /**
     * One refusal.
     *
     * @param teacher who taught it here; null when a router has told of it
     * @param over whether the catalogue said otherwise since; it is forgotten when a router has told of that
     * @param endedAt when this router told of its end; null when it did not
     */
    private record Standing(
            ModelRefusal refusal,
            @Nullable Teacher teacher,
            boolean over,
            @Nullable Instant endedAt) {
        static Standing of(ModelRefusal refusal, @Nullable Teacher teacher) {
            return new Standing(refusal, teacher, false, null);
        }

        boolean holdsFor(Ability ability) {
            return !over && refusal.said().equals(ability);
        }

        /** As a catalogue leaves it: an older one than it was learned under has no say. */
        Standing under(Catalogue catalogue) {
            Model model = catalogue.models().get(refusal.model());
            boolean said = model != null && model.ability().equals(refusal.said());
            boolean older = catalogue.revision().compareTo(refusal.revision()) <= 0;
            return over || said || older ? this : new Standing(refusal, null, true, null);
        }

        /** Whether somebody has to be told that it is over: what was told and did not come back may have been aborted. */
        boolean isToEnd(Instant now) {
            return over && (endedAt == null || !now.isBefore(endedAt.plus(Canaries.AGAIN)));
        }

        Standing endedAt(Instant now) {
            return new Standing(refusal, null, true, now);
        }
    }

    /** What a model refused, by what its lines say now; empty when nothing. Never blocks. */
    public Set<Capability> of(Model model) {
        Map<Capability, Standing> known = models.get(model.name());
        if (known == null) {
            return Set.of();
        }
        Ability ability = model.ability();
        Set<Capability> refused = EnumSet.noneOf(Capability.class);
        known.forEach((capability, standing) -> {
            if (standing.holdsFor(ability)) {
                refused.add(capability);
            }
        });
        return refused;
    }

    /**
     * A router has told of a refusal; null when it is over.
     *
     * @throws IllegalArgumentException when the key is none of a refusal
     */
    public synchronized void told(String key, @Nullable ModelRefusal refusal) {
        if (refusal == null) {
            int slash = key.lastIndexOf('/');
            ModelName model = new ModelName(key.substring(0, Math.max(slash, 0)));
            Capability capability = Capability.ofWireName(key.substring(slash + 1))
                    .orElseThrow(() -> new IllegalArgumentException("seen key '%s' of a refusal".formatted(key)));
            put(model, capability, null);
            return;
        }
        Standing known = standing(refusal.model(), refusal.capability());
        // All is read again after a failure: what is over by now stays so.
        if (known == null || !known.over() || !known.refusal().equals(refusal)) {
            put(refusal.model(), refusal.capability(), Standing.of(refusal, null));
        }
    }

    /** A catalogue came into force: what it says otherwise of is over, though a later one may say as before. */
    public synchronized void published(Catalogue catalogue) {
        all().forEach(standing -> put(standing.under(catalogue)));
    }

    /**
     * Takes in an attempt that is over; gives what is to be told of: each refusal once, and when it is over. The attempt that
     * taught something gives the same again.
     */
    public List<RefusalNews> heard(Attempt attempt, Catalogue catalogue, Instant now) {
        ModelRefusal learned = refusal(attempt, catalogue, now).orElse(null);
        return learned == null && models.isEmpty() ? List.of() : heard(learned, Teacher.of(attempt), catalogue, now);
    }

    private synchronized List<RefusalNews> heard(
            @Nullable ModelRefusal learned, Teacher teacher, Catalogue catalogue, Instant now) {
        List<RefusalNews> news = new ArrayList<>(0);
        for (Standing before : all()) {
            Standing standing = before.under(catalogue);
            if (standing.isToEnd(now)) {
                put(standing.endedAt(now));
                news.add(RefusalNews.over(standing.refusal(), now));
            }
        }
        if (learned != null) {
            learned(learned, teacher).ifPresent(news::add);
        }
        return news;
    }

    private Optional<RefusalNews> learned(ModelRefusal refusal, Teacher teacher) {
        Standing known = standing(refusal.model(), refusal.capability());
        if (known != null && known.holdsFor(refusal.said())) {
            return teacher.equals(known.teacher())
                    ? Optional.of(RefusalNews.learned(known.refusal()))
                    : Optional.empty();
        }
        put(Standing.of(refusal, teacher));
        return Optional.of(RefusalNews.learned(refusal));
    }

    /** What was dispatched under another catalogue says nothing of what this one says. */
    private static Optional<ModelRefusal> refusal(Attempt attempt, Catalogue catalogue, Instant now) {
        Failure failure = attempt.summary().failure();
        Model model = catalogue.models().get(attempt.summary().target().model());
        if (failure == null
                || failure.code() != FailureCode.CAPABILITY_REFUSED
                || failure.seen() == null
                || model == null
                || !attempt.revision().equals(catalogue.revision())) {
            return Optional.empty();
        }
        return Capability.ofWireName(failure.seen())
                .filter(model.can()::contains)
                .map(refused -> new ModelRefusal(model.name(), refused, model.ability(), catalogue.revision(), now));
    }

    private List<Standing> all() {
        return models.values().stream()
                .flatMap(known -> known.values().stream())
                .toList();
    }

    private @Nullable Standing standing(ModelName model, Capability capability) {
        Map<Capability, Standing> known = models.get(model);
        return known == null ? null : known.get(capability);
    }

    private void put(Standing standing) {
        put(standing.refusal().model(), standing.refusal().capability(), standing);
    }

    private void put(ModelName model, Capability capability, @Nullable Standing standing) {
        Map<Capability, Standing> known = new EnumMap<>(Capability.class);
        known.putAll(models.getOrDefault(model, Map.of()));
        if (standing == null) {
            known.remove(capability);
        } else {
            known.put(capability, standing);
        }
        if (known.isEmpty()) {
            models.remove(model);
        } else {
            models.put(model, known);
        }
    }
}
