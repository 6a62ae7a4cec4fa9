package io.headgate.deploy.simulator.edge;

import io.headgate.deploy.simulator.behaviour.Fault;
import io.headgate.deploy.simulator.behaviour.FaultText;
import io.headgate.deploy.simulator.behaviour.LiveBehaviour;
import java.util.Optional;

/** Whether a call's outcome is decided before its body is read: by its own header, or else by the script. */
sealed interface ForcedFault {
    /** It is: by this fault, or by none. */
    record Decided(Optional<Fault> fault) implements ForcedFault {}

    /** It is left to chance. */
    record Undecided() implements ForcedFault {}

    /** The header names no fault. */
    record Unreadable(String message) implements ForcedFault {}

    static ForcedFault of(Optional<String> header, LiveBehaviour behaviour) {
        if (header.isPresent()) {
            try {
                return new Decided(FaultText.parse(header.get()));
            } catch (IllegalArgumentException e) {
                return new Unreadable(String.valueOf(e.getMessage()));
            }
        }
        Optional<Optional<Fault>> scripted = behaviour.nextScripted();
        return scripted.isPresent() ? new Decided(scripted.get()) : new Undecided();
    }
}
