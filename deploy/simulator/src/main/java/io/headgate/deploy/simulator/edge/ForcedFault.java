package io.headgate.deploy.simulator.edge;

import io.headgate.deploy.simulator.behaviour.Fault;
import io.headgate.deploy.simulator.behaviour.FaultText;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether a call's outcome is decided before its body is read: by its own header, or else by the script. */
sealed interface ForcedFault {
    /** It is: by this fault, or by none. */
    record Decided(Optional<Fault> fault) implements ForcedFault {}

    /** It is left to chance. */
    record Undecided() implements ForcedFault {}

    /** The header names no fault. */
    record Unreadable(String message) implements ForcedFault {}

    /** @param script gives the outcome that is next, if there is one; asked only when the header says nothing */
    static ForcedFault of(Optional<String> header, Supplier<Optional<Optional<Fault>>> script) {
        if (header.isPresent()) {
            try {
                return new Decided(FaultText.parse(header.get()));
            } catch (IllegalArgumentException e) {
                return new Unreadable(String.valueOf(e.getMessage()));
            }
        }
        Optional<Optional<Fault>> scripted = script.get();
        return scripted.isPresent() ? new Decided(scripted.get()) : new Undecided();
    }
}
