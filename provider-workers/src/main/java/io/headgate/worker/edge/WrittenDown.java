package io.headgate.worker.edge;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.UpstreamReply;
import io.headgate.worker.edge.Attempting.Attempted;
import io.headgate.worker.guard.GuardedOutcome;
import io.headgate.worker.settle.Flaw;
import io.headgate.worker.settle.Settlement;
import io.headgate.worker.settle.Settling;
import io.headgate.worker.settle.Timing;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** From how an attempt ended to the records that say so. Thread-safe; blocks while a schema registry is away. */
final class WrittenDown {
    private final CurrentCatalogue catalogue;
    private final Answers answers;
    private final OutgoingRecords outgoing;
    private final Consumer<Attempt> onAttempt;
    private final Clock clock;

    /** @param onAttempt hears of every attempt that has ended, before it is committed */
    WrittenDown(CurrentCatalogue catalogue, OutgoingRecords outgoing, Consumer<Attempt> onAttempt, Clock clock) {
        this.catalogue = catalogue;
        this.answers = new Answers(catalogue);
        this.outgoing = outgoing;
        this.onAttempt = onAttempt;
        this.clock = clock;
    }

    /** What an attempt that has just ended leads to: its record, and the terminal event unless it continues. */
    List<ProducerRecord<byte[], byte[]>> of(Dispatch dispatch, Attempted attempted, RecordHeading heading)
            throws InterruptedException {
        try {
            return settled(dispatch, attempted, heading, maxAttempts(dispatch));
        } catch (RuntimeException bug) {
            // The call may have been billed: the books must know of it, whatever its outcome was.
            CallOutcome unknown = new CallOutcome.Unknown(Defect.failure(bug, dispatch), null, UpstreamReply.NONE);
            return settled(
                    dispatch, new Attempted(new GuardedOutcome.Called(unknown), attempted.startedAt()), heading, 0);
        }
    }

    /** The end of a request whose dispatch cannot be read. */
    List<ProducerRecord<byte[], byte[]>> unreadable(ConsumerRecord<byte[], byte[]> taken, Failure failure)
            throws InterruptedException {
        return RegistryWait.until(() -> outgoing.unreadable(taken, failure, clock.instant()));
    }

    private List<ProducerRecord<byte[], byte[]>> settled(
            Dispatch dispatch, Attempted attempted, RecordHeading heading, int maxAttempts)
            throws InterruptedException {
        GuardedOutcome outcome = answers.withRoom(dispatch, attempted.outcome());
        Flaw flaw = answers.judge(dispatch, outcome).orElse(null);
        Timing timing = new Timing(attempted.startedAt(), clock.instant());
        Settlement settlement = Settling.settle(dispatch, outcome, flaw, timing, maxAttempts);
        List<ProducerRecord<byte[], byte[]>> records =
                RegistryWait.until(() -> outgoing.of(heading, dispatch, settlement, timing));
        onAttempt.accept(settlement.attempt());
        return records;
    }

    /** A provider that left the catalogue has no say: what is excluded by then bounds the attempts. */
    private int maxAttempts(Dispatch dispatch) {
        Catalogue current = catalogue.newest();
        Provider provider = current == null
                ? null
                : current.providers().get(dispatch.target().provider());
        return provider == null ? Integer.MAX_VALUE : provider.retry().maxAttempts();
    }
}
