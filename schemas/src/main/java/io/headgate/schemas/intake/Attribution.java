package io.headgate.schemas.intake;

import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.topic.TopicNames;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says whose a request is. The tenant is what its topic says, and on the shared topic and over HTTP what it says itself;
 * the id is what it says itself, or else one that its arrival gives it.
 */
final class Attribution {

    /** Whose a request is, or that nobody can tell. */
    sealed interface Attributed {
        record To(RequestKey key, CorrelationId correlationId) implements Attributed {}

        record Nobody(Fault fault) implements Attributed {}
    }

    private final TopicNames topics;

    Attribution(TopicNames topics) {
        this.topics = topics;
    }

    /**
     * @param stated by the value, which goes before {@code headers}
     * @param problems where contradictions are added
     */
    Attributed of(RawRequest raw, Claims stated, Claims headers, Problems problems) {
        return switch (raw.arrival()) {
            case Arrival.OverHttp _ -> byItself(raw, stated, headers, problems);
            case Arrival.OverKafka record -> byTopic(record.topic(), raw, stated, headers, problems);
        };
    }

    private Attributed byTopic(String topic, RawRequest raw, Claims stated, Claims headers, Problems problems) {
        Optional<TenantId> owner;
        try {
            owner = topics.tenantOf(topic);
        } catch (IllegalArgumentException notATenant) {
            return nobody(
                    new Failure(FailureCode.MISSING_TENANT, "the topic's name holds no valid tenant", topic, null));
        }
        if (owner.isEmpty()) {
            return byItself(raw, stated, headers, problems);
        }
        checkOwner(owner.get(), stated.tenant(), problems);
        checkOwner(owner.get(), headers.tenant(), problems);
        return to(owner.get(), raw, stated, headers, problems);
    }

    private static Attributed byItself(RawRequest raw, Claims stated, Claims headers, Problems problems) {
        Claims claims = stated.or(headers);
        if (claims.tenant() == null) {
            return nobody(new Failure(
                    FailureCode.MISSING_TENANT,
                    "the request names no tenant",
                    null,
                    "header headgate-tenant, or the envelope's headgate.tenant"));
        }
        if (differ(stated.tenant(), headers.tenant())) {
            return new Attributed.Nobody(Problems.invalidField(
                    "tenant", stated.tenant() + " in the value, " + headers.tenant() + " in the header", "one tenant"));
        }
        TenantId tenant = tenant(claims.tenant());
        return tenant == null
                ? new Attributed.Nobody(
                        Problems.invalidField("tenant", claims.tenant(), "1 to 128 characters of [A-Za-z0-9._-]"))
                : to(tenant, raw, stated, headers, problems);
    }

    private static void checkOwner(TenantId owner, @Nullable String claimed, Problems problems) {
        if (claimed != null && !claimed.equals(owner.value())) {
            problems.add(
                    "tenant",
                    new Failure(
                            FailureCode.TENANT_MISMATCH,
                            "the record names another tenant than its topic",
                            Problems.shown(claimed),
                            owner.value()));
        }
    }

    private static Attributed nobody(Failure failure) {
        return new Attributed.Nobody(new Fault(failure, "tenant"));
    }

    private static Attributed to(TenantId tenant, RawRequest raw, Claims stated, Claims headers, Problems problems) {
        Claims claims = stated.or(headers);
        if (differ(stated.id(), headers.id())) {
            problems.field("id", stated.id() + " in the value, " + headers.id() + " in the header", "one id");
        }
        RequestId id = id(raw, claims.id(), problems);
        return new Attributed.To(new RequestKey(tenant, id), correlation(claims.correlationId(), id, problems));
    }

    private static RequestId id(RawRequest raw, @Nullable String claimed, Problems problems) {
        if (claimed != null) {
            try {
                return new RequestId(claimed);
            } catch (IllegalArgumentException notAnIdentifier) {
                problems.field("id", claimed, "1 to 256 visible characters");
            }
        }
        return raw.idIfNone().get();
    }

    private static CorrelationId correlation(@Nullable String claimed, RequestId id, Problems problems) {
        if (claimed != null) {
            try {
                return new CorrelationId(claimed);
            } catch (IllegalArgumentException notAnIdentifier) {
                problems.field("correlation_id", claimed, "1 to 256 visible characters");
            }
        }
        return new CorrelationId(id.value());
    }

    private static @Nullable TenantId tenant(String claimed) {
        try {
            return new TenantId(claimed);
        } catch (IllegalArgumentException notATenant) {
            return null;
        }
    }

    private static boolean differ(@Nullable String one, @Nullable String other) {
        return one != null && other != null && !one.equals(other);
    }
}
