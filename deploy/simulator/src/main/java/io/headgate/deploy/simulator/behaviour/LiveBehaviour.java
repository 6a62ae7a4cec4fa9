package io.headgate.deploy.simulator.behaviour;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;

/** The behaviour in force at one provider, and how far its fault script has been played. Thread-safe. */
public final class LiveBehaviour {
    /** A power of two. Requests that share a slot only make each other's repeat counts larger. */
    private static final int SLOTS = 1 << 16;

    private final long seed;
    private final AtomicReference<Playing> playing;
    private final AtomicIntegerArray occurrences = new AtomicIntegerArray(SLOTS);

    private record Playing(Behaviour behaviour, AtomicInteger position) {}

    public LiveBehaviour(long seed, Behaviour behaviour) {
        this.seed = seed;
        this.playing = new AtomicReference<>(new Playing(behaviour, new AtomicInteger()));
    }

    /** Puts this behaviour in force for calls from now on; a script starts from its first outcome. */
    public void set(Behaviour behaviour) {
        playing.set(new Playing(behaviour, new AtomicInteger()));
    }

    public Behaviour get() {
        return playing.get().behaviour();
    }

    /** Takes the script's next outcome, if the script has one left; the outcome itself may be no fault. */
    public Optional<Optional<Fault>> nextScripted() {
        Playing now = playing.get();
        var script = now.behaviour().faults().script();
        if (now.position().get() >= script.size()) {
            return Optional.empty();
        }
        int index = now.position().getAndIncrement();
        return index < script.size() ? Optional.of(script.get(index)) : Optional.empty();
    }

    /** The outcome that {@link #nextScripted} would take now; leaves it there. */
    public Optional<Optional<Fault>> upcoming() {
        Playing now = playing.get();
        var script = now.behaviour().faults().script();
        int index = now.position().get();
        return index < script.size() ? Optional.of(script.get(index)) : Optional.empty();
    }

    /** The source of chance for one more call with this request hash: a repeated request draws anew. */
    public Draw draw(long requestHash) {
        int slot = (int) (requestHash & (SLOTS - 1));
        return Draw.of(seed, requestHash, occurrences.getAndIncrement(slot));
    }
}
