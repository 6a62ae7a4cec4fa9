package io.headgate.metering.alert.backlog;

import io.headgate.metering.alert.Observation.OldestUnread;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The oldest record that each group of the installation has not taken on, in each topic that a request goes through. For
 * one thread.
 */
public final class Backlog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);
    private static final int ANSWER_WITHIN_MS = 5_000;

    private final KafkaConnection kafka;
    private final Duration every;
    private @Nullable Admin admin;
    private @Nullable UnreadRecords records;
    private List<OldestUnread> seen = List.of();
    private Instant next = Instant.MIN;
    private boolean failing;

    /** @param every how often the brokers are asked; what is told is as old as that */
    public Backlog(KafkaConnection kafka, Duration every) {
        this.kafka = kafka;
        this.every = every;
    }

    /**
     * What is unread; blocks for some seconds, now and then. When the brokers do not answer it is what was seen last: that a
     * request is old is not over because nobody can look.
     */
    public List<OldestUnread> seen(Instant now) throws InterruptedException {
        if (now.isBefore(next)) {
            return seen;
        }
        next = now.plus(every);
        try {
            seen = records().oldest();
            failing = false;
        } catch (ExecutionException | KafkaException e) {
            if (!failing) {
                LOG.atWarn()
                        .log(
                                "alerts: what lies unread in the topics cannot be told, again in {}: {}",
                                every,
                                e.toString());
            }
            failing = true;
        }
        return seen;
    }

    private UnreadRecords records() {
        if (records == null) {
            Map<String, Object> settings = kafka.clientProperties();
            settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
            settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
            admin = Admin.create(settings);
            records = new UnreadRecords(
                    admin, settings, kafka.topics().prefix(), topic -> carriesRequests(kafka.topics(), topic));
        }
        return records;
    }

    /** Up to its result: who reads results late has lost nothing that a retry would bring back. */
    private static boolean carriesRequests(TopicNames topics, String topic) {
        return topic.equals(topics.requests())
                || topics.tenantOf(topic).isPresent()
                || topic.equals(topics.admissions())
                || topics.providerOf(topic).isPresent()
                || topic.equals(topics.attempts());
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ofMillis(ANSWER_WITHIN_MS));
        }
    }
}
