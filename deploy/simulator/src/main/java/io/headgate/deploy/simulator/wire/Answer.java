package io.headgate.deploy.simulator.wire;

import io.headgate.deploy.simulator.behaviour.Distortion;
import io.headgate.deploy.simulator.behaviour.Draw;
import io.headgate.deploy.simulator.generation.ChatPrompt;
import io.headgate.deploy.simulator.generation.ChatPrompt.Delivery;
import io.headgate.deploy.simulator.generation.Generation;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A completion to be written down.
 *
 * @param base of the provider, for addresses within the answer: {@code http://host:port/<provider>}
 * @param distortion what is to be wrong in it
 */
public record Answer(String base, ChatPrompt prompt, Generation generation, Optional<Distortion> distortion) {
    /** A finish reason that is in no provider's documents. */
    public static final String UNKNOWN_FINISH = "wandered_off";

    public boolean has(Distortion asked) {
        return distortion.isPresent() && distortion.get() == asked;
    }

    /** The model that it says has answered. */
    public String model() {
        return has(Distortion.WRONG_MODEL) ? "not-" + generation.model() : generation.model();
    }

    /** Whether a stream is to tell its usage, in formats that are asked to. */
    public boolean streamsUsage() {
        return prompt.delivery() instanceof Delivery.Streamed(var withUsage) && withUsage && !has(Distortion.NO_USAGE);
    }

    /** 16 or more hex digits that no other answer of this server has. */
    public String hexId() {
        return hex(generation.number());
    }

    /** The same for its {@code index}-th tool call. */
    public String toolCallHexId(int index) {
        return hex(~generation.number() - ((long) index << 40));
    }

    private static String hex(long number) {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(Draw.mix(number)) + hex.toHexDigits((int) number);
    }
}
