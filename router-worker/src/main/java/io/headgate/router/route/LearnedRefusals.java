package io.headgate.router.route;

import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What models refused, though their lines in the catalogue say that they can. It counts until the model's lines change, or
 * this process ends: the next refusal teaches it again. Thread-safe; reading takes no lock and makes nothing.
 *
 * <p>What somebody should be told of is told of with the attempt that taught it, in its transaction. When that is aborted the
 * attempt comes again, and is told of again, though it teaches nothing new: what it told before was never read.
 */
public final class LearnedRefusals {
    private final Map<ModelName, Known> models = new ConcurrentHashMap<>();

    /** Which attempt something was learned from. */
    private record Teacher(TenantId tenant, AttemptId attempt) {
        static Teacher of(Attempt attempt) {
            return new Teacher(attempt.key().tenant(), attempt.summary().id());
        }
    }

    /**
     * What is known of a model.
     *
     * @param lines the model as its catalogue had it
     * @param refused by these lines
     * @param over refused by the lines before these, and who taught that they have changed
     */
    private record Known(Model lines, Map<Capability, Teacher> refused, Map<Capability, Teacher> over) {
        boolean isOf(Model model) {
            return lines == model || lines.equals(model);
        }

        /** What is known under these lines, which may be others. */
        Known under(Model model, Teacher teacher) {
            if (isOf(model)) {
                return this;
            }
            Map<Capability, Teacher> ended = new EnumMap<>(Capability.class);
            refused.keySet().forEach(capability -> ended.put(capability, teacher));
            return new Known(model, Map.of(), Map.copyOf(ended));
        }

        /** With one more; who taught it first, taught it. */
        Known with(Capability capability, Teacher teacher) {
            if (refused.containsKey(capability)) {
                return this;
            }
            Map<Capability, Teacher> more = new EnumMap<>(Capability.class);
            more.putAll(refused);
            more.put(capability, teacher);
            return new Known(lines, Map.copyOf(more), over);
        }
    }

    /** What a model refused, as its lines are now; empty when nothing. Never blocks. */
    public Set<Capability> of(Model model) {
        Known known = models.get(model.name());
        return known != null && known.isOf(model) ? known.refused().keySet() : Set.of();
    }

    /**
     * Takes in an attempt that is over; gives what somebody should be told of: each refusal once, and when it is over. The
     * same attempt again gives the same again.
     */
    public List<Alert> heard(Attempt attempt, Catalogue catalogue, Instant now) {
        Model model = catalogue.models().get(attempt.summary().target().model());
        // What was dispatched under other lines says nothing of these.
        if (model == null || !attempt.revision().equals(catalogue.revision())) {
            return List.of();
        }
        Capability capability = refused(attempt.summary().failure())
                .filter(model.can()::contains)
                .orElse(null);
        if (capability == null && !models.containsKey(model.name())) {
            return List.of();
        }
        Teacher teacher = Teacher.of(attempt);
        return told(attempt.summary().target(), teacher, learned(model, capability, teacher), now);
    }

    private Known learned(Model model, @Nullable Capability capability, Teacher teacher) {
        return models.compute(model.name(), (_, before) -> {
            Known known = before == null ? new Known(model, Map.of(), Map.of()) : before.under(model, teacher);
            return capability == null ? known : known.with(capability, teacher);
        });
    }

    private static List<Alert> told(Target target, Teacher teacher, Known known, Instant now) {
        List<Alert> told = new ArrayList<>(0);
        known.over().forEach((capability, by) -> {
            if (by.equals(teacher)) {
                told.add(over(target, capability, now));
            }
        });
        known.refused().forEach((capability, by) -> {
            if (by.equals(teacher)) {
                told.add(raised(target, capability, now));
            }
        });
        return told;
    }

    private static Optional<Capability> refused(@Nullable Failure failure) {
        return failure == null || failure.code() != FailureCode.CAPABILITY_REFUSED || failure.seen() == null
                ? Optional.empty()
                : Capability.ofWireName(failure.seen());
    }

    private static Alert raised(Target target, Capability capability, Instant now) {
        String words =
                "refuses %s, though its lines say that it can; requests that need that go elsewhere until its lines"
                        + " change: see headgate probe";
        return alert(target, capability, Alert.State.RAISED, words, now);
    }

    private static Alert over(Target target, Capability capability, Instant now) {
        return alert(target, capability, Alert.State.RESOLVED, "refused %s until its lines changed", now);
    }

    private static Alert alert(Target target, Capability capability, Alert.State state, String words, Instant now) {
        String name = capability.wireName();
        return new Alert(
                "capability_refused/%s/%s".formatted(target.model(), name),
                state,
                Alert.Kind.CAPABILITY_REFUSED,
                null,
                new Alert.Scope(null, null, null, target.provider(), target.model()),
                "model %s of %s %s".formatted(target.model(), target.provider(), words.formatted(name)),
                null,
                null,
                now);
    }
}
