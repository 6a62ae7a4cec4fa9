package io.headgate.deploy.acceptance.simulation.world;

import io.headgate.deploy.acceptance.simulation.log.Entry;
import io.headgate.deploy.acceptance.simulation.log.EventLog;
import io.headgate.deploy.acceptance.simulation.task.HeldLines;
import io.headgate.deploy.acceptance.simulation.task.HeldStore;
import io.headgate.deploy.acceptance.simulation.task.HeldWindows;
import io.headgate.deploy.acceptance.simulation.task.StreamsTask;
import io.headgate.deploy.acceptance.simulation.task.TaskEvent;
import io.headgate.metering.MeteringConfig;
import io.headgate.metering.aggregate.LineOrder;
import io.headgate.metering.stream.MeteringTopology;
import io.headgate.router.RouterConfig;
import io.headgate.router.edge.Outgoing;
import io.headgate.router.edge.RouterTopologies;
import io.headgate.router.edge.Witness;
import io.headgate.router.route.Health;
import io.headgate.router.waiting.QueueOutlook;
import io.headgate.router.waiting.RoomLimits;
import io.headgate.schemas.topic.HeaderNames;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The tasks of the router's admission and of metering, as their topologies make them. */
final class Applications {
    static final String ENTRIES = "waiting";
    static final String REQUESTS = "waiting-requests";
    private static final String SEEN = "seen";
    private static final String LEDGER = "ledger";
    private static final String LINES = "lines";

    private final Parts parts;
    private int attemptsSeen;

    Applications(Parts parts) {
        this.parts = parts;
    }

    List<StreamsTask<Outgoing>> router(Health health, Consumer<List<TaskEvent>> onCommit) {
        EventLog log = parts.log();
        TopicNames topics = parts.topics();
        var topologies = new RouterTopologies(
                config(), topics, parts.codecs(), parts.installation().catalogs());
        var setting = new StreamsTask.Setting<>(
                topologies.admitting(text -> 1 + text.length() / 4, health, QueueOutlook.UNKNOWN, Witness.BLIND),
                log,
                parts.clock(),
                this::routed,
                this::isPassedOver,
                onCommit);
        List<StreamsTask<Outgoing>> tasks = new ArrayList<>();
        for (TopicPartition admissions : log.partitions(topics.admissions())) {
            tasks.add(new StreamsTask<>(
                    setting,
                    List.of(
                            admissions,
                            new TopicPartition(topics.attempts(), admissions.partition()),
                            new TopicPartition(topics.cancels(), admissions.partition())),
                    List.of(new HeldWindows(SEEN), named(LEDGER), named(ENTRIES), named(REQUESTS))));
        }
        return tasks;
    }

    /** As by default, but for a waiting room that may be small. */
    private RouterConfig config() {
        RouterConfig usual = RouterConfig.defaults(Path.of("unused"));
        int places = parts.dice().percent(30)
                ? parts.dice().between(1, 8)
                : usual.waitingRoom().requests();
        return new RouterConfig(
                usual.stateDir(),
                usual.threads(),
                usual.standbyReplicas(),
                usual.commitInterval(),
                usual.idempotencyWindow(),
                usual.maxRecordBytes(),
                usual.topicDiscovery(),
                new RoomLimits(places, usual.waitingRoom().bytes()));
    }

    private HeldStore<String, byte[]> named(String name) {
        return new HeldStore<>(name, Comparator.naturalOrder(), this::isLost);
    }

    private ProducerRecord<byte[], byte[]> routed(Record<byte[], Outgoing> record, @Nullable String child) {
        Outgoing outgoing = record.value();
        String topic = Outgoing.QUOTAS.equals(child) ? parts.topics().quotas() : outgoing.topic();
        return new ProducerRecord<>(topic, null, record.timestamp(), record.key(), outgoing.value(), record.headers());
    }

    private boolean isPassedOver(Entry entry) {
        Header disposition = entry.headers().lastHeader(HeaderNames.DISPOSITION);
        if (disposition == null) {
            return false;
        }
        boolean continues = HeaderNames.CONTINUE.equals(new String(disposition.value(), StandardCharsets.UTF_8));
        Mistake mistake = continues ? Mistake.CONTINUE_LOST : Mistake.SETTLE_SKIPPED;
        return parts.weather().has(mistake) && attemptsSeen++ % 2 == 1;
    }

    private boolean isLost(String store, Object key) {
        return store.equals(LEDGER)
                && key.toString().startsWith("h/")
                && key.toString().endsWith("/2")
                && parts.weather().has(Mistake.RESERVATION_NOT_RETAKEN);
    }

    List<StreamsTask<byte[]>> metering() {
        EventLog log = parts.log();
        TopicNames topics = parts.topics();
        var setting = new StreamsTask.Setting<>(
                MeteringTopology.counting(parts.codecs(), MeteringConfig.defaults(), List::of),
                log,
                parts.clock(),
                this::metered,
                entry -> false,
                events -> {});
        List<StreamsTask<byte[]>> tasks = new ArrayList<>();
        for (TopicPartition attempts : log.partitions(topics.attempts())) {
            var lines = new HeldLines(new HeldStore<>(LINES, LineOrder.INSTANCE, (store, key) -> false));
            tasks.add(new StreamsTask<>(setting, List.of(attempts), List.of(lines)));
        }
        return tasks;
    }

    private ProducerRecord<byte[], byte[]> metered(Record<byte[], byte[]> record, @Nullable String child) {
        String topic = "increments".equals(child)
                ? parts.topics().increments()
                : parts.topics().deadletters();
        return new ProducerRecord<>(topic, null, record.timestamp(), record.key(), record.value(), record.headers());
    }

    /** What dies with a task of the router, as the mistakes have it. */
    void crashRouter(StreamsTask<Outgoing> task) {
        if (parts.weather().has(Mistake.REPEATS_FORGOTTEN)) {
            task.crashLosing(SEEN);
        } else {
            task.crash();
        }
    }

    /** What dies with a task of metering, as the mistakes have it. */
    void crashMetering(StreamsTask<byte[]> task) {
        if (parts.weather().has(Mistake.INCREMENT_WITHOUT_OFFSET)) {
            task.crashWithoutOffsets();
        } else {
            task.crash();
        }
    }
}
