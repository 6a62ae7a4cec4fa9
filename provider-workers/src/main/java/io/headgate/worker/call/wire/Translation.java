package io.headgate.worker.call.wire;

import java.util.List;

/** A request said in a provider's format, or not. */
public sealed interface Translation {
    /**
     * @param dropped the parameters that were left out, as paths in the client's body ({@code logit_bias}), in order
     */
    record Ready(WireRequest request, List<String> dropped) implements Translation {
        public Ready {
            dropped = List.copyOf(dropped);
        }
    }

    /**
     * It cannot be said; the same request may be sayable elsewhere.
     *
     * @param seen what stands in the way, as a path in the client's body; never a value of it
     * @param allowed what the format can say
     */
    record Unsayable(String seen, String allowed) implements Translation {}
}
