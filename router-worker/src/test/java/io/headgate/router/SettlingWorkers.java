package io.headgate.router;

import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What workers write of the dispatches they find: of first attempts half complete with little used, a quarter fail and a
 * quarter end nobody knows how, and both of these come back; later attempts complete.
 */
final class SettlingWorkers {
    static final long USED = 100;

    private final Cluster cluster;
    private final List<String> dispatches;
    private final AvroCodecs codecs;
    private final Set<String> seen = new HashSet<>();
    private long charged;

    SettlingWorkers(Cluster cluster, List<String> dispatches, AvroCodecs codecs) {
        this.cluster = cluster;
        this.dispatches = dispatches;
        this.codecs = codecs;
    }

    /** Settles every dispatch that is new; how many there were. */
    int settleWhatIsNew() throws Exception {
        int settled = 0;
        for (String topic : dispatches) {
            for (ConsumerRecord<String, byte[]> record : cluster.committed(topic)) {
                Dispatch dispatch =
                        ((Decoded.Readable<Dispatch>) codecs.dispatch().decode(record.value())).value();
                if (seen.add(dispatch.attempt().value())) {
                    settle(dispatch);
                    settled++;
                }
            }
        }
        return settled;
    }

    /** Tokens that all settled attempts have to be charged with. */
    long charged() {
        return charged;
    }

    private void settle(Dispatch dispatch) throws Exception {
        int turn = dispatch.number() > 1 ? 0 : seen.size() % 4;
        AttemptStatus status = switch (turn) {
            case 2 -> AttemptStatus.RETRYABLE;
            case 3 -> AttemptStatus.UNKNOWN;
            default -> AttemptStatus.COMPLETED;
        };
        charged += switch (status) {
            case COMPLETED -> USED;
            case UNKNOWN ->
                dispatch.reservation().inputTokens() + dispatch.reservation().outputTokens();
            case RETRYABLE, REFUSED, NOT_CALLED -> 0;
        };
        byte[] attempt = codecs.attempt().encode(attempt(dispatch, status));
        cluster.publish(
                cluster.kafka().topics().attempts(),
                dispatch.request().key().tenant().value(),
                attempt);
    }

    /** As much input as was estimated: a model that counted more would have more held for it from then on. */
    private static Usage usage(Dispatch dispatch) {
        long input = Math.min(USED, dispatch.reservation().estimatedTokens());
        return new Usage(Map.of(Meter.INPUT, input, Meter.OUTPUT, USED - input), Usage.Source.REPORTED);
    }

    /** What a worker writes of a dispatch that is over. */
    static Attempt attempt(Dispatch dispatch, AttemptStatus status) {
        boolean completed = status == AttemptStatus.COMPLETED;
        AttemptSummary summary = new AttemptSummary(
                dispatch.attempt(),
                dispatch.target(),
                status,
                completed ? null : Failure.of(FailureCode.PROVIDER_TIMEOUT, "no answer"),
                null,
                dispatch.dispatchedAt(),
                Duration.ofMillis(5));
        List<AttemptSummary> history = new ArrayList<>(dispatch.history());
        history.add(summary);
        return new Attempt(
                dispatch.request().key(),
                summary,
                dispatch.number(),
                dispatch.request().alias(),
                null,
                null,
                Map.of(),
                null,
                completed ? usage(dispatch) : null,
                dispatch.price(),
                new Cost.Unpriced("not looked at"),
                dispatch.reservation(),
                null,
                null,
                dispatch.decision().revision(),
                completed ? new Disposition.Final() : new Disposition.Continue(dispatch.request(), history));
    }
}
