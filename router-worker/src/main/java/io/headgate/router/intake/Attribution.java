package io.headgate.router.intake;

import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.topic.TopicNames;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says whose a record is. The tenant is what its topic says, or on the shared topic what the record says; the id is what
 * the record says, or else made of its place in the log, so that a redelivery has the same.
 */
final class Attribution {

    /** Whose a record is, or that nobody can tell. */
    sealed interface Attributed {
        record To(RequestKey key, CorrelationId correlationId) implements Attributed {}

        record Nobody(Failure failure) implements Attributed {}
    }

    private final TopicNames topics;
    private final Function<String, String> topicIds;

    Attribution(TopicNames topics, Function<String, String> topicIds) {
        this.topics = topics;
        this.topicIds = topicIds;
    }

    /**
     * @param stated by the value, which goes before {@code headers}
     * @param problems where contradictions are added
     */
    Attributed of(RawRecord record, Claims stated, Claims headers, Problems problems) {
        Optional<TenantId> owner;
        try {
            owner = topics.tenantOf(record.topic());
        } catch (IllegalArgumentException notATenant) {
            return new Attributed.Nobody(new Failure(
                    FailureCode.MISSING_TENANT, "the topic's name holds no valid tenant", record.topic(), null));
        }
        Claims claims = stated.or(headers);
        if (owner.isPresent()) {
            checkOwner(owner.get(), stated.tenant(), problems);
            checkOwner(owner.get(), headers.tenant(), problems);
            return to(owner.get(), record, claims, stated, headers, problems);
        }
        if (claims.tenant() == null) {
            return new Attributed.Nobody(new Failure(
                    FailureCode.MISSING_TENANT,
                    "a record on the shared topic names no tenant",
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
                : to(tenant, record, claims, stated, headers, problems);
    }

    private static void checkOwner(TenantId owner, @Nullable String claimed, Problems problems) {
        if (claimed != null && !claimed.equals(owner.value())) {
            problems.add(new Failure(
                    FailureCode.TENANT_MISMATCH,
                    "the record names another tenant than its topic",
                    Problems.shown(claimed),
                    owner.value()));
        }
    }

    private Attributed to(
            TenantId tenant, RawRecord record, Claims claims, Claims stated, Claims headers, Problems problems) {
        if (differ(stated.id(), headers.id())) {
            problems.field("id", stated.id() + " in the value, " + headers.id() + " in the header", "one id");
        }
        RequestId id = id(record, claims.id(), problems);
        return new Attributed.To(new RequestKey(tenant, id), correlation(claims.correlationId(), id, problems));
    }

    private RequestId id(RawRecord record, @Nullable String claimed, Problems problems) {
        if (claimed != null) {
            try {
                return new RequestId(claimed);
            } catch (IllegalArgumentException notAnIdentifier) {
                problems.field("id", claimed, "1 to 256 visible characters");
            }
        }
        return new RequestId("%s-%d-%d".formatted(topicIds.apply(record.topic()), record.partition(), record.offset()));
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
