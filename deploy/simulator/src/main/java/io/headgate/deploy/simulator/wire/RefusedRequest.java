package io.headgate.deploy.simulator.wire;

import org.jspecify.annotations.Nullable;

/** Ends the reading of a request at the first thing that is wrong with it; never leaves a wire. */
public final class RefusedRequest extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    public RefusedRequest(@Nullable String param, String message) {
        super(message, null, false, false);
        this.refusal = Refusal.invalid(param, message);
    }

    public Refusal refusal() {
        return refusal;
    }
}
