package io.headgate.deploy.acceptance;

import io.headgate.schemas.process.KafkaConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Tenants that send at an even rate whether or not they are answered, and when each was answered as a client sees it. */
final class SteadyTraffic implements AutoCloseable {
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private record Sent(String tenant, long atNanos) {}

    private record Answered(String tenant, long sentNanos, Duration after, boolean completed) {}

    private final KafkaConnection kafka;
    private final String run;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> results;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger number = new AtomicInteger();
    private final Map<String, Sent> open = new ConcurrentHashMap<>();
    private final Map<String, Answered> answered = new HashMap<>();
    private long from;
    private long until;

    /** @param run in the ids of its requests */
    SteadyTraffic(KafkaConnection kafka, String run) {
        this.kafka = kafka;
        this.run = run;
        Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 0);
        producer = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer());
        results = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = results.partitionsFor(kafka.topics().results()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        results.assign(partitions);
        results.seekToEnd(partitions);
        partitions.forEach(results::position);
    }

    void begin(String tenant, double perSecond) {
        clock.scheduleAtFixedRate(() -> send(tenant), 0, (long) (1e9 / perSecond), TimeUnit.NANOSECONDS);
    }

    private void send(String tenant) {
        String id = "%s-%s-%d".formatted(run, tenant, number.getAndIncrement());
        ProducerRecord<String, byte[]> request =
                new ProducerRecord<>(kafka.topics().requests(), id, PlainClientIT.chat("fast-text", "How long?"));
        Map.of("headgate-tenant", tenant, "headgate-id", id)
                .forEach((name, text) -> request.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        open.put(id, new Sent(tenant, System.nanoTime()));
        producer.send(request);
    }

    /** Of tenants' answers to what was sent in a span of time after a warm-up; what has none, or ended otherwise, took for ever. */
    Duration p99(Collection<String> tenants, Duration warmUp, Duration measured) {
        from = System.nanoTime() + warmUp.toNanos();
        until = from + measured.toNanos();
        while (System.nanoTime() < until + LAST_ANSWERS.toNanos()) {
            results.poll(Duration.ofMillis(20)).forEach(this::answered);
        }
        List<Duration> sorted = Stream.concat(
                        answered.values().stream()
                                .filter(a -> tenants.contains(a.tenant()) && isMeasured(a.sentNanos()))
                                .map(a -> a.completed() ? a.after() : FOR_EVER),
                        open.values().stream()
                                .filter(sent -> tenants.contains(sent.tenant()) && isMeasured(sent.atNanos()))
                                .map(_ -> FOR_EVER))
                .sorted()
                .toList();
        return sorted.get(sorted.size() * 99 / 100);
    }

    /** How many of a tenant's requests were completed in a second of that span; one that ended at its deadline was not. */
    double completedPerSecond(String tenant) {
        long all = answered.values().stream()
                .filter(a -> a.completed()
                        && a.tenant().equals(tenant)
                        && isMeasured(a.sentNanos() + a.after().toNanos()))
                .count();
        return all * 1e9 / (until - from);
    }

    private void answered(ConsumerRecord<String, byte[]> result) {
        Sent sent = open.remove(result.key());
        if (sent != null) {
            Duration after = Duration.ofNanos(System.nanoTime() - sent.atNanos());
            boolean completed =
                    Json.read(result.value()).path("status").asText().equals("completed");
            answered.put(result.key(), new Answered(sent.tenant(), sent.atNanos(), after, completed));
        }
    }

    private boolean isMeasured(long nanos) {
        return nanos >= from && nanos < until;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        producer.close(Duration.ofSeconds(1));
        results.close();
    }
}
