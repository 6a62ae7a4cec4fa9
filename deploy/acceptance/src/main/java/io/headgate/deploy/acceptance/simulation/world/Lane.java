package io.headgate.deploy.acceptance.simulation.world;

import io.headgate.deploy.acceptance.simulation.log.Group;
import io.headgate.deploy.acceptance.simulation.log.GroupConsumer;
import io.headgate.deploy.acceptance.simulation.log.LogProducer;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestKey;
import io.headgate.worker.edge.PlayedSession;
import io.headgate.worker.edge.TakenDispatch;
import io.headgate.worker.report.CancelMemory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One provider's loop in one process of workers: its session, one after the other, and the calls it has under way. */
final class Lane implements PlayedSession.Clients {
    private final ProviderName provider;
    private final String instance;
    private final Parts parts;
    private final Group group;
    private final Supplier<CancelMemory> cancels;
    private final PlayedSession.Setting setting;
    private final List<PlayedCall> calls = new ArrayList<>();
    private @Nullable PlayedSession session;
    private int life;

    Lane(ProviderName provider, String instance, Parts parts, Supplier<CancelMemory> cancels) {
        this.provider = provider;
        this.instance = instance;
        this.parts = parts;
        this.cancels = cancels;
        this.group = Objects.requireNonNull(parts.groups().get(provider));
        this.setting = new PlayedSession.Setting(
                provider,
                Objects.requireNonNull(
                                parts.installation().catalogue().providers().get(provider))
                        .limits()
                        .maxInFlight(),
                Parts.MAX_RECORD_BYTES,
                parts.codecs(),
                parts.topics(),
                parts.catalogue(),
                parts.clock());
    }

    @Override
    public Consumer<byte[], byte[]> consumer() {
        return new GroupConsumer(parts.log(), group, instance, parts.weather());
    }

    @Override
    public Producer<byte[], byte[]> producer() {
        return new LogProducer(parts.log(), group, "worker." + provider + "." + instance, parts.weather());
    }

    /** Goes on with its calls and once around its loop; false when there was nothing to do. */
    boolean step() {
        boolean any = calls.removeIf(call -> call.step());
        try {
            PlayedSession current = session;
            if (current == null) {
                current = new PlayedSession(setting, this, this::taken, parts.clock()::nanos);
                session = current;
            }
            int before = calls.size();
            current.turn();
            return any || calls.size() > before;
        } catch (KafkaException e) {
            parts.trace().tell(() -> "%s of %s begins again: %s".formatted(provider, instance, e));
            end();
            return true;
        } catch (RuntimeException bug) {
            parts.broken().add("a session of %s broke: %s".formatted(instance, bug));
            end();
            return true;
        }
    }

    private void taken(TakenDispatch taken) {
        RequestKey key = taken.dispatch().request().key();
        parts.trace()
                .tell(() ->
                        "%s takes %s of %s".formatted(instance, taken.dispatch().attempt(), key.tenant()));
        int partition = parts.log().partitionOf(key.request().value().getBytes(StandardCharsets.UTF_8));
        TopicPartition from = new TopicPartition(parts.topics().dispatch(provider), partition);
        int lifeNow = life;
        int changesNow = group.changes(from);
        BooleanSupplier withdrawn = () -> life != lifeNow || group.changes(from) != changesNow;
        calls.add(new PlayedCall(taken, parts, cancels, withdrawn));
    }

    void cancel(RequestKey key) {
        if (session != null) {
            session.cancel(key);
        }
    }

    /** It stops in order: what has ended is committed. */
    void drain() {
        PlayedSession current = session;
        if (current != null) {
            try {
                current.drain();
            } catch (KafkaException e) {
                parts.trace().tell(() -> "%s of %s does not drain: %s".formatted(provider, instance, e));
            }
            end();
        }
    }

    private void end() {
        PlayedSession over = session;
        if (over != null) {
            over.close();
        }
        die();
    }

    /** It is gone, and nobody is told. */
    void die() {
        session = null;
        calls.clear();
        life++;
    }

    boolean isIdle() {
        return calls.isEmpty();
    }
}
