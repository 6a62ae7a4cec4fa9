package io.headgate.worker.edge;

import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.topic.TopicNames;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;

/**
 * A session of a provider's loop that is played: its clients, its clocks and how its calls go are somebody else's, and it
 * moves by one turn at a time. What it takes, writes, commits and drops is decided by what decides it in a worker. One
 * thread, which never waits.
 */
public final class PlayedSession implements AutoCloseable {
    private final LoopSession session;

    /**
     * Joins its group.
     *
     * @param player gets each dispatch that is taken, and says how its attempt ended
     * @param nanoTime what paces commits and guards the assignment
     */
    public PlayedSession(Setting setting, Clients clients, Consumer<TakenDispatch> player, LongSupplier nanoTime) {
        WrittenDown written = new WrittenDown(
                setting.catalogue(),
                new OutgoingRecords(setting.codecs(), setting.topics(), setting.maxRecordBytes()),
                attempt -> {},
                setting.clock());
        LoopSettings settings = new LoopSettings(
                setting.provider().value(),
                setting::maxInFlight,
                () -> false,
                new HeldBytes(Long.MAX_VALUE),
                Duration.ZERO,
                Duration.ZERO,
                joined -> {},
                share -> {},
                unread -> {},
                new LoopTallies(),
                Milestone.Listener.NONE);
        this.session = new LoopSession(
                settings,
                new OfLane(setting, clients),
                wake -> new PlayedCalls(setting.codecs().dispatch(), written, player, wake),
                nanoTime);
    }

    /**
     * What sessions of one provider have in common.
     *
     * @param clock what attempts are timed by
     */
    public record Setting(
            ProviderName provider,
            int maxInFlight,
            int maxRecordBytes,
            Codecs codecs,
            TopicNames topics,
            CurrentCatalogue catalogue,
            Clock clock) {}

    /** The clients of a session; each call makes a new one. */
    public interface Clients {
        org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer();

        Producer<byte[], byte[]> producer();
    }

    private record OfLane(Setting setting, Clients clients) implements LoopClients {
        @Override
        public String topic() {
            return lane().topic(setting.topics(), setting.provider());
        }

        @Override
        public Lane lane() {
            return Lane.STANDARD;
        }

        @Override
        public org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer() {
            return clients.consumer();
        }

        @Override
        public Producer<byte[], byte[]> producer() {
            return clients.producer();
        }
    }

    /** Once around the loop. Any exception means that this session is over, and is to be closed. */
    public void turn() {
        session.turn();
    }

    /** Takes nothing more, commits what has ended, and gives up the rest; to be closed behind that. */
    public void drain() {
        session.stop();
        session.run();
    }

    /** Cancels a request's call, if it is here and not over. */
    public void cancel(RequestKey request) {
        session.cancel(request);
    }

    @Override
    public void close() {
        session.close();
    }
}
