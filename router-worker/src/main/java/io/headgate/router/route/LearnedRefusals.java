package io.headgate.router.route;

import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What models refused, though their lines in the catalogue say that they can. It counts until the model's lines change, or
 * this process ends: the next refusal teaches it again. Thread-safe; reading takes no lock and makes nothing.
 */
public final class LearnedRefusals {
    private final Map<ModelName, Refused> models = new ConcurrentHashMap<>();

    /** @param lines the model as its catalogue had it */
    private record Refused(Model lines, Set<Capability> capabilities) {
        boolean isOf(Model model) {
            return lines == model || lines.equals(model);
        }
    }

    /** What a model refused, as its lines are now; empty when nothing. Never blocks. */
    public Set<Capability> of(Model model) {
        Refused refused = models.get(model.name());
        return refused != null && refused.isOf(model) ? refused.capabilities() : Set.of();
    }

    /** Takes in an attempt that is over; gives what somebody should be told of: each refusal once, and when it is over. */
    public List<Alert> heard(Attempt attempt, Catalogue catalogue, Instant now) {
        Target target = attempt.summary().target();
        Model model = catalogue.models().get(target.model());
        // What was dispatched under other lines says nothing of these.
        if (model == null || !attempt.revision().equals(catalogue.revision())) {
            return List.of();
        }
        List<Alert> told = new ArrayList<>(0);
        Refused known = models.get(model.name());
        if (known != null && !known.isOf(model) && models.remove(model.name(), known)) {
            known.capabilities().forEach(capability -> told.add(over(target, capability, now)));
        }
        refused(attempt.summary().failure())
                .filter(capability -> model.can().contains(capability) && learn(model, capability))
                .ifPresent(capability -> told.add(raised(target, capability, now)));
        return told;
    }

    private static Optional<Capability> refused(@Nullable Failure failure) {
        return failure == null || failure.code() != FailureCode.CAPABILITY_REFUSED || failure.seen() == null
                ? Optional.empty()
                : Capability.ofWireName(failure.seen());
    }

    /** Whether that is news. */
    private boolean learn(Model model, Capability capability) {
        boolean[] news = {false};
        models.compute(model.name(), (_, known) -> {
            Set<Capability> all = EnumSet.of(capability);
            if (known != null && known.isOf(model)) {
                all.addAll(known.capabilities());
            }
            news[0] =
                    known == null || !known.isOf(model) || !known.capabilities().contains(capability);
            return new Refused(model, Set.copyOf(all));
        });
        return news[0];
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
