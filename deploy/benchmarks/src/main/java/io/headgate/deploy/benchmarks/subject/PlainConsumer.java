package io.headgate.deploy.benchmarks.subject;

import io.headgate.deploy.benchmarks.rig.Sample;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What one writes by hand in an afternoon: poll, call each record on a virtual thread, wait for all, produce the
 * replies, commit. At least once; no limits, no breaker, no books. It has the worker's HTTP client, so that only what
 * is around it differs, and a broker's defaults but for the size of a poll.
 */
final class PlainConsumer implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    /** A poll must be able to bring as many records as may be in flight: the default is 1 MiB a partition. */
    private static final int FETCH_BYTES = 16 << 20;

    private final TopicNames topics;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final BareClient client;
    private final MessageCodec<Dispatch> codec = AvroCodecs.singleObject().dispatch();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch assigned = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    PlainConsumer(Surroundings around) {
        topics = around.kafka().topics();
        Map<String, Object> config = around.kafka().clientProperties();
        config.put(ConsumerConfig.GROUP_ID_CONFIG, topics.prefix() + "plain");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, around.inFlight());
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        producer = new KafkaProducer<>(
                around.kafka().clientProperties(), new ByteArraySerializer(), new ByteArraySerializer());
        client = new BareClient(around.baseUrl(), around.inFlight());
        consumer.subscribe(List.of(topics.dispatch(Sample.PROVIDER)), new Joined());
    }

    /** Until it is closed. */
    void run() {
        try {
            while (true) {
                handle(consumer.poll(POLL));
            }
        } catch (WakeupException closing) {
            consumer.close();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the plain consumer broke", e);
        } finally {
            ended.countDown();
        }
    }

    private void handle(ConsumerRecords<byte[], byte[]> batch) throws InterruptedException, ExecutionException {
        List<Future<ProducerRecord<byte[], byte[]>>> calls = new ArrayList<>(batch.count());
        for (ConsumerRecord<byte[], byte[]> next : batch) {
            calls.add(threads.submit(() -> answer(next)));
        }
        for (Future<ProducerRecord<byte[], byte[]>> call : calls) {
            producer.send(call.get());
        }
        if (!calls.isEmpty()) {
            producer.flush();
            consumer.commitSync();
        }
    }

    private ProducerRecord<byte[], byte[]> answer(ConsumerRecord<byte[], byte[]> taken) {
        return switch (codec.decode(taken.value())) {
            case Decoded.Readable<Dispatch>(Dispatch dispatch) ->
                new ProducerRecord<>(
                        topics.results(),
                        taken.key(),
                        client.call(dispatch.request().body().getBytes(StandardCharsets.UTF_8)));
            case Decoded.Unreadable<Dispatch>(var failure) ->
                throw new IllegalStateException("dispatch at %d: %s".formatted(taken.offset(), failure.code()));
        };
    }

    void awaitAssignment() throws InterruptedException {
        assigned.await();
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
        producer.close(Duration.ofSeconds(1));
        client.close();
    }

    /** Tells that partitions have come. */
    private final class Joined implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            assigned.countDown();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // It is alone in its group, and would not care.
        }
    }
}
