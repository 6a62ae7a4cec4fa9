package io.headgate.router;

import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Dispatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

/** Workers of a provider whose calls take their time: they complete one dispatch after the other, each with little used. */
final class PacedWorkers implements AutoCloseable {
    private final Cluster cluster;
    private final AvroCodecs codecs;
    private final Duration each;
    private final List<String> topics;
    private final List<Dispatch> taken = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable Exception broken;

    PacedWorkers(Cluster cluster, AvroCodecs codecs, List<String> topics, Duration each) {
        this.cluster = cluster;
        this.codecs = codecs;
        this.topics = topics;
        this.each = each;
        this.thread = Thread.ofPlatform().daemon().name("paced-workers").unstarted(this::run);
    }

    /** Begins with what is in the topics already. */
    PacedWorkers start() {
        thread.start();
        return this;
    }

    /** What was completed, in order; a dispatch that was there twice is here twice. */
    List<Dispatch> taken() {
        if (broken != null) {
            throw new IllegalStateException("the workers broke down", broken);
        }
        return List.copyOf(taken);
    }

    private void run() {
        try (KafkaConsumer<String, byte[]> reader = cluster.reader(topics)) {
            while (!closed) {
                for (ConsumerRecord<String, byte[]> record : reader.poll(Duration.ofMillis(50))) {
                    settle(record);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (Exception fault) {
            broken = fault;
        }
    }

    private void settle(ConsumerRecord<String, byte[]> record) throws Exception {
        Dispatch dispatch = ((Decoded.Readable<Dispatch>) codecs.dispatch().decode(record.value())).value();
        Thread.sleep(each);
        cluster.publish(
                cluster.kafka().topics().attempts(),
                dispatch.request().key().tenant().value(),
                codecs.attempt().encode(SettlingWorkers.attempt(dispatch, AttemptStatus.COMPLETED)));
        taken.add(dispatch);
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
