package io.headgate.metering.sink;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One topic of a sink: how it is, and when it is tried again. Of the sink's thread, but for {@link #state}. */
final class Feed {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private final SinkInput input;
    private final Backoff backoff;
    private volatile SinkState state = new SinkState.Starting();
    private @Nullable String loss;
    private boolean apart;

    Feed(SinkInput input, Backoff backoff) {
        this.input = input;
        this.backoff = backoff;
    }

    SinkInput input() {
        return input;
    }

    String topic() {
        return input.topic();
    }

    SinkState state() {
        return state;
    }

    /** Whether it is time to try again. */
    boolean isDue() {
        return backoff.isOver();
    }

    /**
     * Whether its next batch is booked by itself: the last one was not booked, and whatever the reason is, it may lie in
     * this topic alone.
     */
    boolean isApart() {
        return apart;
    }

    void booked() {
        apart = false;
        backoff.succeeded();
    }

    /** A batch was not booked. */
    void notBooked(String what, Exception e) {
        apart = true;
        waiting(what, e);
    }

    void waiting(String what, Exception e) {
        Duration pause = backoff.failed();
        if (!(state instanceof SinkState.Waiting)) {
            LOG.atWarn().setCause(e).log("{} sink: {} does not answer, everything waits in Kafka", name(), what);
        } else {
            LOG.atDebug().log("{} sink: {}: {}, again in {}", name(), what, e.toString(), pause);
        }
        state = new SinkState.Waiting(what + ": " + e.getMessage());
    }

    /** The topic is not the one that was booked; looked at again later. */
    void isAnother(String reason) {
        backoff.failed();
        broken(reason);
    }

    /** Records that should have been booked are gone; what is there is booked. */
    void lost(String reason) {
        loss = reason;
        broken(reason);
    }

    /** Every partition that it has is booked from where its position says. */
    void settled(int partitions) {
        if (!apart) {
            backoff.succeeded();
        }
        state = loss == null ? new SinkState.Booking(partitions) : new SinkState.Broken(loss);
    }

    private void broken(String reason) {
        if (!(state instanceof SinkState.Broken)) {
            LOG.atError().log("{} sink: {}", name(), reason);
        }
        state = new SinkState.Broken(reason);
    }

    String name() {
        return input.booking().name();
    }
}
