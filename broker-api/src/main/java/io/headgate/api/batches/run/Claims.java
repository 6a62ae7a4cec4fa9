package io.headgate.api.batches.run;

import java.time.Duration;
import java.util.Optional;

/** Who does the next step of which batch. Every method blocks; throws as {@link LineBook} does. */
public interface Claims {
    /** The batch whose step has been due for longest; empty when none is due. It is this caller's for {@code lease}. */
    Optional<Claim> claim(Duration lease);

    /** Holds it for longer. */
    void keep(Claim claim, Duration lease);

    /** Gives it back; its next step is due after {@code pause}. Does nothing when it is in other hands. */
    void release(Claim claim, Duration pause);
}
