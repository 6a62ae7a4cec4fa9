package io.headgate.router.admit;

import io.headgate.router.budget.BudgetVerdict;
import io.headgate.router.route.Binding;
import io.headgate.router.route.RouteDecision;
import io.headgate.router.waiting.Lane;
import io.headgate.router.waiting.Reason;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Decision;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why a request waits, and how it ends where it cannot. */
final class Delays {
    /** How soon one of each tenant's is tried again, where nobody can serve them. */
    private static final Duration TRIED_AGAIN_AFTER = Duration.ofSeconds(1);

    private Delays() {}

    /**
     * A candidate is worth waiting for whose queue is long: decided about anew when that may have changed, and in time for
     * another choice.
     *
     * @param held what the gate says before that provider; null when it is workers that report the queue
     */
    static Fact.Held forTheBetter(Journey journey, Binding.Wait wait, @Nullable Reason held, Instant now) {
        InferenceRequest request = journey.request();
        Reason reason = held == null ? reported(wait, now) : held.again(wait.until());
        Failure failure = Failure.of(
                FailureCode.DEADLINE_EXCEEDED, "request %s waited: %s".formatted(request.key(), reason.why()));
        Decision decision = wait.to().decision();
        return held(journey, Endings.failed(request, failure, journey.history(), decision, now), reason);
    }

    private static Reason reported(Binding.Wait wait, Instant now) {
        ProviderName provider = wait.target().provider();
        String why = "the queue of provider %s is long, and no other candidate is as good".formatted(provider);
        return new Reason(new Lane.ForProvider(provider), why, now, now.plus(wait.expectedWait()), wait.until());
    }

    /** Its tenant's limits have no room, and say that it is to wait. */
    static Fact.Held underLimit(Journey journey, BudgetVerdict.MustWait waits, Decision decision, Instant now) {
        TenantId tenant = journey.request().key().tenant();
        // The same words for everybody under the limit: they name it, and nothing of what is asked.
        String why = waits.failure().message();
        Instant until = waits.until();
        Reason reason = until == null
                ? new Reason(new Lane.ForOthersToEnd(tenant), why, now, null)
                : new Reason(new Lane.ForLimit(tenant, why), why, until, until);
        return held(journey, Endings.overBudget(journey, waits.failure(), decision, now), reason);
    }

    /** Nobody can serve it at this moment. */
    static Fact.Held unservable(Journey journey, RouteDecision.NoCandidate none, Instant now) {
        InferenceRequest request = journey.request();
        String why = "nobody can serve alias '%s' at this moment: %s"
                .formatted(request.alias(), none.failure().seen());
        Failure failure = Endings.exhausted(request, journey.history(), none.failure());
        return held(
                journey,
                Endings.failed(request, failure, journey.history(), none.decision(), now),
                new Reason(new Lane.ForAlias(request.alias()), why, now.plus(TRIED_AGAIN_AFTER), null));
    }

    private static Fact.Held held(Journey journey, Fact.Ended otherwise, Reason reason) {
        return new Fact.Held(journey.request(), journey.number(), otherwise.result(), reason);
    }
}
