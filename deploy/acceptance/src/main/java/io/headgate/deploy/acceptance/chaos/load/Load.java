package io.headgate.deploy.acceptance.chaos.load;

import io.headgate.schemas.process.KafkaConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The clients of a run. Each request is sent when it is due, whatever became of those before it: nine of ten to the topic,
 * the tenth over HTTP. Thread-safe.
 */
public final class Load implements AutoCloseable {
    private static final int OVER_HTTP = 10;
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Script script;
    private final String topic;
    private final KafkaProducer<String, byte[]> producer;
    private final Journal journal = new Journal();
    private final ResultReader results;
    private final HttpClients http;
    private final ConcurrentLinkedQueue<Thread> submitting = new ConcurrentLinkedQueue<>();
    private volatile int next;

    /** @param apis those that are up now */
    public Load(KafkaConnection kafka, Supplier<List<URI>> apis, Script script) {
        this.script = script;
        this.topic = kafka.topics().requests();
        Map<String, Object> settings = kafka.clientProperties();
        settings.put("acks", "all");
        // What publishes batches does not send its requests one by one.
        settings.put("linger.ms", 100);
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        this.results = new ResultReader(kafka, journal);
        this.http = new HttpClients(apis);
    }

    /** Sends so many requests evenly over a time; returns when all are sent and those over HTTP answered. */
    public void send(int count, Duration over) throws InterruptedException {
        long began = System.nanoTime();
        long nanosEach = over.toNanos() / count;
        for (int number = 0; number < count; number++) {
            long due = began + number * nanosEach;
            while (System.nanoTime() - due < 0) {
                LockSupport.parkNanos(due - System.nanoTime());
                if (Thread.interrupted()) {
                    throw new InterruptedException("stopped at request " + number);
                }
            }
            send(script.request(number));
            next = number + 1;
        }
        for (Thread each : submitting) {
            each.join();
        }
    }

    private void send(Script.Request request) {
        journal.sent(request.id());
        if (request.number() % OVER_HTTP == OVER_HTTP - 1) {
            submitting.add(Thread.ofVirtual().start(() -> submit(request)));
        } else {
            publish(request);
        }
    }

    private void submit(Script.Request request) {
        try {
            if (!http.submit(request)) {
                journal.withdrawn(request.id());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(Script.Request request) {
        producer.send(recordOf(request.id(), request.body(), request.headers()), (_, failure) -> {
            if (failure != null) {
                journal.withdrawn(request.id());
            }
        });
    }

    /** Publishes the latest so many once more, as they were. */
    public void repeat(int count) {
        for (int number = Math.max(0, next - count); number < next; number++) {
            Script.Request again = script.request(number);
            producer.send(recordOf(again.id(), again.body(), again.headers()));
        }
    }

    /** Publishes so many records that are no requests. */
    public void publishHostile(int count) {
        List<Hostile> all = Hostile.all();
        for (int i = 0; i < count; i++) {
            Hostile hostile = all.get(i % all.size());
            producer.send(
                    recordOf("hostile", hostile.value(), hostile.headers(script.run() + "-hostile-" + next + "-" + i)));
        }
    }

    private ProducerRecord<String, byte[]> recordOf(String key, byte @Nullable [] value, Map<String, String> headers) {
        ProducerRecord<String, byte[]> made = new ProducerRecord<>(topic, key, value);
        headers.forEach((name, text) -> made.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return made;
    }

    public Journal journal() {
        return journal;
    }

    /** How long after a moment (of {@link System#nanoTime}) the next submission over HTTP was accepted. */
    public Optional<Duration> nextAccepted(long fromNanos) {
        return http.nextAccepted(fromNanos);
    }

    /** How often a client had to ask an API again. */
    public long repeatsOverHttp() {
        return http.repeats();
    }

    @Override
    public void close() throws InterruptedException {
        producer.close(LAST_WORDS);
        results.close();
        http.close();
    }
}
