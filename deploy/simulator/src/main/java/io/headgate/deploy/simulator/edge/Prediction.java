package io.headgate.deploy.simulator.edge;

import io.headgate.deploy.simulator.behaviour.Fault;
import io.headgate.deploy.simulator.ledger.UpstreamCall;
import io.headgate.deploy.simulator.reply.FaultyReply;
import io.headgate.deploy.simulator.reply.Reply;
import io.headgate.deploy.simulator.wire.Answer;
import io.headgate.deploy.simulator.wire.PredictionWire;
import io.headgate.deploy.simulator.wire.PredictionWire.State;
import java.time.Duration;
import java.util.Optional;

/**
 * An answer that is made whether or not the call that began it stays, and that can be looked at until it is forgotten.
 * Thread-safe.
 *
 * <p>It ends its call in the ledger when it has an end of its own; one that is finished within its call's patience is
 * {@link #settled()} instead, and its call ends with its reply as others do.
 */
final class Prediction {
    private static final int CREATED = 201;

    private final PredictionWire wire;
    private final Answer answer;
    private final Optional<Fault> fault;
    private final UpstreamCall call;
    private final boolean billsCanceled;
    private final long finishedAt;
    private State state = State.STARTING;
    private boolean followed;

    /**
     * One that has just begun.
     *
     * @param time that it takes
     * @param billsCanceled whether it is billed in full when it is canceled
     */
    Prediction(
            PredictionWire wire,
            Answer answer,
            Optional<Fault> fault,
            UpstreamCall call,
            Duration time,
            boolean billsCanceled) {
        this.wire = wire;
        this.answer = answer;
        this.fault = fault;
        this.call = call;
        this.finishedAt = System.nanoTime() + time.toNanos();
        this.billsCanceled = billsCanceled;
    }

    String id() {
        return wire.predictionId(answer);
    }

    PredictionWire wire() {
        return wire;
    }

    /** It is finished, and its call's reply says so. */
    synchronized void settled() {
        state = State.SUCCEEDED;
    }

    /** It is finished, unless it was canceled before. */
    void finish() {
        if (ends(State.SUCCEEDED)) {
            call.billed(CREATED, answer.generation().usage(), null, true);
        }
    }

    /** It is not wanted any more; nothing happens if it is over. */
    void cancel() {
        if (!ends(State.CANCELED)) {
            return;
        }
        if (billsCanceled) {
            call.billed(CREATED, answer.generation().usage(), null, true);
        } else {
            call.unbilled(CREATED, null, true);
        }
    }

    private synchronized boolean ends(State end) {
        if (state.isFinal()) {
            return false;
        }
        state = end;
        return true;
    }

    /** How it stands now, with its fault in the reply that has the answer, unless a stream of it had the fault. */
    Reply look() {
        State now;
        boolean met;
        synchronized (this) {
            met = followed;
            if (state == State.STARTING) {
                state = State.PROCESSING;
            }
            now = state;
        }
        Reply reply = wire.seen(answer, now);
        return now == State.SUCCEEDED && !met ? faulty(reply) : reply;
    }

    /** Its output from the start, over the time until it is finished. */
    Reply follow() {
        synchronized (this) {
            followed = true;
            if (state == State.STARTING) {
                state = State.PROCESSING;
            }
        }
        long left = Math.max(0, finishedAt - System.nanoTime());
        return faulty(wire.stream(answer, Duration.ofNanos(left)));
    }

    private Reply faulty(Reply reply) {
        return fault.map(met -> FaultyReply.apply(met, reply, wire.frames())).orElse(reply);
    }
}
