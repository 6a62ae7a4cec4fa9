package io.headgate.worker.edge;

import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.topic.TopicNames;

/**
 * The two ways in which a provider's dispatches come. Each has its topic, group, producer and thread: what is critical
 * waits behind no fetch, no backlog and no transaction of what is not. The guard that they pass is one.
 */
enum Lane {
    STANDARD("workers.", "worker."),
    CRITICAL("workers-critical.", "worker-critical.");

    private final String group;
    private final String producer;

    Lane(String group, String producer) {
        this.group = group;
        this.producer = producer;
    }

    boolean isCritical() {
        return this == CRITICAL;
    }

    String topic(TopicNames topics, ProviderName provider) {
        return isCritical() ? topics.dispatchCritical(provider) : topics.dispatch(provider);
    }

    /** The group of all workers that serve this lane of the provider. */
    String group(TopicNames topics, ProviderName provider) {
        return topics.prefix() + group + provider;
    }

    /** The transactional id of one worker. */
    String producer(TopicNames topics, ProviderName provider, String instance) {
        return topics.prefix() + producer + provider + "." + instance;
    }

    /** For threads, clients and logs. */
    String name(ProviderName provider) {
        return isCritical() ? provider + "-critical" : provider.value();
    }
}
