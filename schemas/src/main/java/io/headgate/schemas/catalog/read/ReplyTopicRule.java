package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.shape.Place;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.topic.TopicNames;
import java.util.List;
import java.util.Optional;

/**
 * To which topics a tenant's results may be relayed: any but Headgate's own, for it would read them again. What its own are
 * called depends on the installation.
 */
@FunctionalInterface
interface ReplyTopicRule {
    /** Where it is not known what Headgate's own topics are called. */
    ReplyTopicRule NONE = (tenant, topics) -> {};

    /**
     * Reports every topic that is refused.
     *
     * @param tenant where the tenant stands
     * @param topics where the list of its topics stands
     */
    void check(Place tenant, Place topics);

    /** Of tenants that stand under their names, as in a catalogue. One that has no name of a tenant has other troubles. */
    static ReplyTopicRule outside(TopicNames own) {
        return (tenant, topics) -> named(tenant).ifPresent(id -> refuse(own, id, topics));
    }

    /** Of one tenant, wherever it stands. */
    static ReplyTopicRule outside(TopicNames own, TenantId tenant) {
        return (_, topics) -> refuse(own, tenant, topics);
    }

    private static void refuse(TopicNames own, TenantId tenant, Place topics) {
        for (Place topic : topics.items("a list").orElse(List.of())) {
            if (!own.mayReceiveReplies(tenant, topic.text())) {
                topic.problem("seen %s, allowed a topic outside '%s*', or '%s'"
                        .formatted(topic.shown(), own.prefix(), own.results(tenant)));
            }
        }
    }

    private static Optional<TenantId> named(Place tenant) {
        try {
            return Optional.of(new TenantId(tenant.name()));
        } catch (IllegalArgumentException noTenantsName) {
            return Optional.empty();
        }
    }
}
