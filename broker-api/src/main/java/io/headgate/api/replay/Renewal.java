package io.headgate.api.replay;

import io.headgate.api.replay.body.Bodies;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Sha256;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.Origin;
import io.headgate.schemas.message.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** What a failed request is sent as: a request of its own, linked to it, that goes the way of any other. */
final class Renewal {
    private final ReplayId replay;
    private final Overrides overrides;
    private final Bodies bodies;

    Renewal(ReplayId replay, Overrides overrides, Bodies bodies) {
        this.replay = replay;
        this.overrides = overrides;
        this.bodies = bodies;
    }

    /** The new request, or why there is none. */
    sealed interface Renewed {
        record Request(InferenceRequest request) implements Renewed {}

        record Refused(Failure failure) implements Renewed {}
    }

    /**
     * @param catalogue in force, as it holds for the tenant: what the request was let in by is of the past
     * @param now when it is sent, from which on it has as long as it had at first
     */
    Renewed of(InferenceRequest parent, Catalogue catalogue, Instant now) {
        TenantId tenant = parent.key().tenant();
        Alias alias = overrides.alias() == null ? parent.alias() : overrides.alias();
        if (!catalogue.isEnabled(tenant)) {
            return refused(
                    FailureCode.TENANT_DISABLED, "the tenant is disabled", tenant.value(), "one that is enabled");
        }
        if (!catalogue.routes().containsKey(alias) || !catalogue.mayUse(tenant, alias)) {
            return refused(
                    FailureCode.UNKNOWN_ALIAS,
                    "tenant %s cannot use the alias".formatted(tenant),
                    alias.value(),
                    "an alias of catalogue revision " + catalogue.revision());
        }
        String body = alias.equals(parent.alias()) ? parent.body() : bodies.withModel(parent.body(), alias);
        return new Renewed.Request(new InferenceRequest(
                new RequestKey(tenant, replay.childOf(parent.key())),
                parent.correlationId(),
                parent.userId(),
                // Its parent's key would have it absorbed as a repeat of its parent.
                null,
                alias,
                context(parent, now),
                body,
                Sha256.hex(body.getBytes(StandardCharsets.UTF_8)),
                parent.replyFormat(),
                now,
                Origin.HTTP,
                parent.key().request()));
    }

    /** Without the mark of its parent's batch, which counts each of its requests once. */
    private RoutingContext context(InferenceRequest parent, Instant now) {
        RoutingContext context = parent.context();
        Duration deadline = overrides.deadline() != null
                ? overrides.deadline()
                : Duration.between(parent.acceptedAt(), context.deadline());
        return new RoutingContext(
                context.taskId(),
                context.taskType(),
                context.locale(),
                overrides.priority() == null ? context.priority() : overrides.priority(),
                now.plus(deadline),
                context.maxLatency(),
                context.budget(),
                context.tags(),
                overrides.provider() == null ? context.onlyProviders() : Set.of(overrides.provider()));
    }

    private static Renewed refused(FailureCode code, String message, String seen, String allowed) {
        return new Renewed.Refused(new Failure(code, message, seen, allowed));
    }
}
