package io.headgate.worker.fault;

import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Decision;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.RoutingContext;
import io.headgate.worker.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the router would send. */
final class Dispatches {
    private Dispatches() {}

    /** A first attempt at the only target of a provider. */
    static Dispatch first(String id, String provider, Duration wanted) {
        return first(id, target(provider, Samples.TARGET.providerModel()), wanted);
    }

    static Dispatch first(String id, Target target, Duration wanted) {
        return at(target, Samples.dispatch(id, 1, Instant.now().plus(wanted), Samples.PROMPT));
    }

    static Target target(String provider, String model) {
        EndpointName endpoint = Samples.TARGET.endpoint();
        return new Target(new ProviderName(provider), endpoint, new ModelName(model), model);
    }

    static Dispatch critical(String id, Duration wanted) {
        Dispatch standard = first(id, Samples.PROVIDER.value(), wanted);
        InferenceRequest request = standard.request();
        RoutingContext context = request.context();
        InferenceRequest urgent = new InferenceRequest(
                request.key(),
                request.correlationId(),
                request.userId(),
                request.idempotencyKey(),
                request.alias(),
                new RoutingContext(
                        context.taskId(),
                        context.taskType(),
                        context.locale(),
                        Priority.CRITICAL,
                        context.deadline(),
                        context.maxLatency(),
                        context.budget(),
                        context.tags()),
                request.body(),
                request.bodyHash(),
                request.replyFormat(),
                request.acceptedAt(),
                request.origin(),
                request.parent());
        return of(urgent, standard, 1, List.of());
    }

    /** The same, decided under a catalogue that nobody here has yet. */
    static Dispatch underRevision(long revision, Dispatch like) {
        return new Dispatch(
                like.request(),
                like.attempt(),
                like.number(),
                like.target(),
                like.price(),
                like.reservation(),
                new Decision(
                        like.decision().strategy(),
                        new CatalogRevision(revision),
                        like.decision().considered()),
                like.history(),
                like.dispatchedAt());
    }

    /** The next attempt at the same target. */
    static Dispatch after(Dispatch before, List<AttemptSummary> history) {
        return of(before.request(), before, before.number() + 1, history);
    }

    private static Dispatch at(Target target, Dispatch sample) {
        return new Dispatch(
                sample.request(),
                sample.attempt(),
                sample.number(),
                target,
                sample.price(),
                sample.reservation(),
                sample.decision(),
                sample.history(),
                sample.dispatchedAt());
    }

    private static Dispatch of(InferenceRequest request, Dispatch like, int number, List<AttemptSummary> history) {
        return new Dispatch(
                request,
                new AttemptId(request.key().request() + "/" + number),
                number,
                like.target(),
                like.price(),
                like.reservation(),
                like.decision(),
                history,
                Instant.now());
    }
}
