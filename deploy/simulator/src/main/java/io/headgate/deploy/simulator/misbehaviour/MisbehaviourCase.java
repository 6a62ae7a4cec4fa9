package io.headgate.deploy.simulator.misbehaviour;

import io.headgate.deploy.simulator.behaviour.Fault;
import io.headgate.deploy.simulator.behaviour.FaultText;
import org.jspecify.annotations.Nullable;

/**
 * One thing that goes wrong in one format, and how a client is to come out of it.
 *
 * @param streamed whether the reply is a stream
 * @param fault in the text form of {@link FaultText}
 * @param outcome the class of outcome that a client has to arrive at
 * @param failureCode the code of its failure; null when it completes, or may fail with another
 */
public record MisbehaviourCase(
        WireFormat format,
        boolean streamed,
        String fault,
        Outcome outcome,
        @Nullable String failureCode) {
    /** The classes of outcomes. */
    public enum Outcome {
        /** A completion that can be used. */
        COMPLETED,
        /** Another try may mend it, and nothing is billed. */
        RETRYABLE,
        /** Here the same try would be refused again. */
        REFUSED,
        /** It may have been billed, and there is nothing to use. */
        UNKNOWN,
        /** Any of them but completed: what the format says allows for more than one. */
        FAILED
    }

    public MisbehaviourCase {
        if (FaultText.parse(fault).isEmpty()) {
            throw new IllegalArgumentException("fault '" + fault + "': want one that is a fault");
        }
    }

    /** Unique: {@code gemini/streamed/stream-cut:2}. */
    public String name() {
        return format.wireName() + (streamed ? "/streamed/" : "/whole/") + fault;
    }

    /** Whether the request has to offer a tool, for the fault to have an effect. */
    public boolean offersTools() {
        return fault.equals("interleaved-tools");
    }

    public Fault parsed() {
        return FaultText.parse(fault).orElseThrow();
    }

    @Override
    public String toString() {
        return name();
    }
}
