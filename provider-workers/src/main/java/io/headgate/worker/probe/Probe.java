package io.headgate.worker.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.Rating;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.CallOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks one model for its capabilities, one after the other. Not thread-safe; blocks; what it asks for is billed. */
public final class Probe {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What says no to the request, and not merely that it could not be asked. */
    private static final Set<FailureCode> NO =
            EnumSet.of(FailureCode.PROVIDER_BAD_REQUEST, FailureCode.CAPABILITY_REFUSED);

    private final Model model;
    private final Caller caller;
    private final @Nullable Price price;
    private int calls;
    private Cost cost;

    /** Whoever makes the calls. */
    @FunctionalInterface
    public interface Caller {
        /**
         * Makes one call.
         *
         * @param body of chat completions, or of embeddings
         * @param streamed whether the reply is to be streamed
         */
        CallOutcome call(String body, boolean streamed) throws InterruptedException;
    }

    private Probe(Model model, Caller caller, @Nullable Price price) {
        this.model = model;
        this.caller = caller;
        this.price = price;
        this.cost =
                price == null ? new Cost.Unpriced("no price in force") : new Cost.Priced(Money.zero(price.currency()));
    }

    /**
     * Asks a model.
     *
     * @param wanted which capabilities to ask for
     * @param now when it is asked, for its price
     */
    public static ProbeReport of(Model model, Target target, Set<Capability> wanted, Caller caller, Instant now)
            throws InterruptedException {
        Probe probe = new Probe(model, caller, model.priceAt(now).orElse(null));
        boolean embeds = model.can().contains(Capability.EMBEDDINGS);
        CallOutcome plain = probe.called(embeds ? Trials.EMBEDDED.body() : Trials.PLAIN, false);
        Failure unreachable = failure(plain);
        if (unreachable != null) {
            return new ProbeReport(target, unreachable, List.of(), probe.calls, probe.cost);
        }
        List<ProbeReport.Line> lines = embeds ? embedding(wanted, plain) : probe.lines(wanted);
        return new ProbeReport(target, null, lines, probe.calls, probe.cost);
    }

    /** A model that makes embeddings does nothing else, and has shown it. */
    private static List<ProbeReport.Line> embedding(Set<Capability> wanted, CallOutcome plain) {
        return wanted.contains(Capability.EMBEDDINGS)
                ? List.of(new ProbeReport.Line(Capability.EMBEDDINGS, true, seen(Trials.EMBEDDED, plain)))
                : List.of();
    }

    private List<ProbeReport.Line> lines(Set<Capability> wanted) throws InterruptedException {
        Set<Capability> declared = model.can();
        List<ProbeReport.Line> lines = new ArrayList<>();
        for (Capability capability : Capability.values()) {
            if (wanted.contains(capability)) {
                lines.add(new ProbeReport.Line(capability, declared.contains(capability), sighting(capability)));
            }
        }
        return lines;
    }

    private Sighting sighting(Capability capability) throws InterruptedException {
        for (Trial trial : Trials.ALL) {
            if (trial.capability() == capability) {
                return seen(trial, called(trial.body(), capability == Capability.STREAMING));
            }
        }
        return new Sighting.NotAsked();
    }

    private static Sighting seen(Trial trial, CallOutcome outcome) {
        Failure failure = failure(outcome);
        if (failure != null) {
            return outcome instanceof CallOutcome.Refused && NO.contains(failure.code())
                    ? new Sighting.Refused(failure)
                    : new Sighting.Unclear(failure.code().wireName() + ": " + failure.message());
        }
        if (shows(trial, outcome)) {
            return new Sighting.Shown();
        }
        return trial.telling()
                ? new Sighting.Ignored()
                : new Sighting.Unclear("it answered without, as it may choose to");
    }

    private static boolean shows(Trial trial, CallOutcome outcome) {
        try {
            return outcome instanceof CallOutcome.Completed completed
                    && trial.shows().test(JSON.readTree(completed.response()));
        } catch (JsonProcessingException notJson) {
            return false;
        }
    }

    private CallOutcome called(String body, boolean streamed) throws InterruptedException {
        CallOutcome outcome = caller.call(body, streamed);
        calls++;
        switch (outcome) {
            case CallOutcome.Completed completed -> add(completed.usage());
            case CallOutcome.Unknown unknown -> add(unknown.usage());
            case CallOutcome.Refused(var _, var _, Usage usage, var _) when usage != null -> add(usage);
            case CallOutcome.Retryable _, CallOutcome.Refused _ -> {}
        }
        return outcome;
    }

    /** @param usage null where the call may have been billed and nobody knows how much */
    private void add(@Nullable Usage usage) {
        Cost more = usage == null
                ? new Cost.Unpriced("a call whose outcome is unknown may have been billed")
                : Rating.rate(usage, price);
        if (cost instanceof Cost.Priced(Money sum) && more instanceof Cost.Priced(Money amount)) {
            cost = new Cost.Priced(sum.plus(amount));
        } else if (more instanceof Cost.Unpriced) {
            cost = more;
        }
    }

    private static @Nullable Failure failure(CallOutcome outcome) {
        return switch (outcome) {
            case CallOutcome.Completed _ -> null;
            case CallOutcome.Retryable retryable -> retryable.failure();
            case CallOutcome.Refused refused -> refused.failure();
            case CallOutcome.Unknown unknown -> unknown.failure();
        };
    }
}
