package io.headgate.deploy.acceptance.simulation.world;

import io.headgate.deploy.acceptance.simulation.log.EventLog;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Sha256;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Cancel;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.message.Origin;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.ReplyFormat;
import io.headgate.schemas.message.RoutingContext;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Publish requests, some twice, some in conflict with others or under a second name, and withdraw a few. */
final class Clients implements Actor {
    private static final int LONGEST = 6_000;

    private final Queue<Act> acts;
    private final EventLog log;
    private final Codecs codecs;
    private final TopicNames topics;
    private final FakeClock clock;
    private final Trace trace;

    Clients(Parts parts) {
        this.acts = new ArrayDeque<>(drawn(parts.dice(), parts.installation()));
        this.log = parts.log();
        this.codecs = parts.codecs();
        this.topics = parts.topics();
        this.clock = parts.clock();
        this.trace = parts.trace();
    }

    private static List<Act> drawn(Dice dice, Installation installation) {
        List<Act> acts = new ArrayList<>();
        for (int i = 1, all = dice.between(5, 40); i <= all; i++) {
            draw(dice, dice.pick(installation.tenants()), i, acts);
        }
        acts.sort(Comparator.comparing(Act::at));
        return acts;
    }

    private static void draw(Dice dice, TenantId tenant, int number, List<Act> acts) {
        Duration at = dice.millis(0, LONGEST);
        RequestKey key = new RequestKey(tenant, new RequestId("r-" + number));
        if (dice.percent(4)) {
            acts.add(new Act.Submit(at, invalid(key, at)));
            return;
        }
        String idempotencyKey = dice.percent(15) ? "k-" + number : null;
        Priority priority = dice.percent(30) ? Priority.BACKGROUND : Priority.STANDARD;
        Duration patience = dice.percent(20) ? dice.millis(50, 2_000) : dice.millis(3_000, 70_000);
        String text = "x".repeat(dice.between(1, 120));
        InferenceRequest request = request(key, text, at, priority, patience, idempotencyKey);
        acts.add(new Act.Submit(at, request));
        if (dice.percent(20)) {
            acts.add(new Act.Submit(at.plus(dice.millis(0, 5_000)), request));
        }
        if (dice.percent(5)) {
            Duration later = at.plus(dice.millis(0, 3_000));
            acts.add(new Act.Submit(later, request(key, text + "!", later, priority, patience, idempotencyKey)));
        }
        if (idempotencyKey != null && dice.percent(60)) {
            RequestKey other = new RequestKey(tenant, new RequestId("s-" + number));
            Duration later = at.plus(dice.millis(0, 3_000));
            acts.add(new Act.Submit(later, request(other, text, later, priority, patience, idempotencyKey)));
        }
        if (dice.percent(12)) {
            Duration later = at.plus(dice.millis(0, 4_000));
            acts.add(new Act.Withdraw(later, new Cancel(key, null, null, FakeClock.BEGINNING.plus(later))));
        }
    }

    private static InferenceRequest request(
            RequestKey key,
            String text,
            Duration at,
            Priority priority,
            Duration patience,
            @Nullable String idempotencyKey) {
        String body = "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(Installation.ALIAS, text);
        Instant accepted = FakeClock.BEGINNING.plus(at);
        return new InferenceRequest(
                key,
                new CorrelationId(key.request().value()),
                null,
                idempotencyKey,
                Installation.ALIAS,
                new RoutingContext(
                        null, null, null, priority, accepted.plus(patience), null, null, Map.of("project", "search")),
                body,
                Sha256.hex(body.getBytes(StandardCharsets.UTF_8)),
                ReplyFormat.AVRO,
                accepted,
                Origin.HTTP,
                null);
    }

    private static InvalidRequest invalid(RequestKey key, Duration at) {
        return new InvalidRequest(
                key,
                new CorrelationId(key.request().value()),
                Failure.of(FailureCode.INVALID_JSON, "not JSON"),
                Sha256.hex(key.toString().getBytes(StandardCharsets.UTF_8)),
                ReplyFormat.AVRO,
                FakeClock.BEGINNING.plus(at),
                Origin.HTTP);
    }

    @Override
    public boolean step() {
        Act next = acts.peek();
        if (next == null || next.at().compareTo(clock.passed()) > 0) {
            return false;
        }
        acts.remove();
        switch (next) {
            case Act.Submit(var _, var admission) -> {
                trace.tell(() -> "a client publishes " + admission.key());
                publish(topics.admissions(), admission.key(), codecs.admission().encode(admission));
            }
            case Act.Withdraw(var _, var cancel) -> {
                trace.tell(() -> "a client cancels " + cancel.key());
                publish(topics.cancels(), cancel.key(), codecs.cancel().encode(cancel));
            }
        }
        return true;
    }

    private void publish(String topic, RequestKey key, byte[] value) {
        byte[] tenant = key.tenant().value().getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> out = new ProducerRecord<>(topic, tenant, value);
        new RecordHeading(key, new CorrelationId(key.request().value()), TraceContext.start()).writeTo(out.headers());
        log.append(out);
    }

    /** Whether all has been done that was drawn. */
    boolean isDone() {
        return acts.isEmpty();
    }
}
