package io.headgate.deploy.benchmarks.rig;

import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Rating;
import io.headgate.schemas.money.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Stands in for workers and providers: ends the attempt of each dispatch it is shown at once, with usage to be settled. */
public final class InstantWorkers implements Consumer<ConsumerRecord<byte[], byte[]>>, AutoCloseable {
    private static final long OUTPUT = 20;

    private final AvroCodecs codecs = AvroCodecs.singleObject();
    private final KafkaProducer<byte[], byte[]> producer;
    private final String attempts;

    public InstantWorkers(Lane lane) {
        producer = lane.producer();
        attempts = lane.kafka().topics().attempts();
    }

    @Override
    public void accept(ConsumerRecord<byte[], byte[]> dispatched) {
        switch (codecs.dispatch().decode(dispatched.value())) {
            case Decoded.Unreadable<Dispatch> unreadable ->
                throw new IllegalStateException(
                        "a dispatch cannot be read: " + unreadable.failure().message());
            case Decoded.Readable<Dispatch>(Dispatch dispatch) -> {
                byte[] tenant = dispatch.request().key().tenant().value().getBytes(StandardCharsets.UTF_8);
                byte[] attempt = codecs.attempt().encode(completed(dispatch));
                producer.send(new ProducerRecord<>(attempts, null, tenant, attempt, dispatched.headers()));
            }
        }
    }

    private static Attempt completed(Dispatch dispatch) {
        Usage usage = new Usage(
                Map.of(Meter.INPUT, dispatch.reservation().inputTokens(), Meter.OUTPUT, OUTPUT), Usage.Source.REPORTED);
        AttemptSummary summary = new AttemptSummary(
                dispatch.attempt(),
                dispatch.target(),
                AttemptStatus.COMPLETED,
                null,
                200,
                dispatch.dispatchedAt(),
                Duration.ofMillis(1));
        return new Attempt(
                dispatch.request().key(),
                summary,
                dispatch.number(),
                dispatch.request().alias(),
                dispatch.request().userId(),
                dispatch.request().context().taskType(),
                dispatch.request().context().tags(),
                null,
                usage,
                dispatch.price(),
                Rating.rate(usage, dispatch.price()),
                dispatch.reservation(),
                null,
                null,
                dispatch.decision().revision(),
                new Disposition.Final());
    }

    @Override
    public void close() {
        producer.close();
    }
}
