package io.headgate.router.waiting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a request waits.
 *
 * @param why in words, for whoever asked; never a prompt
 * @param notBefore no earlier try can succeed
 * @param until when it is expected to go; null when that is not known
 * @param again when it is decided about anew although its turn has not come, since then another choice may be better;
 *     null for never
 */
public record Reason(
        Lane lane,
        String why,
        Instant notBefore,
        @Nullable Instant until,
        @Nullable Instant again) {
    /** One that is decided about anew only in its turn. */
    public Reason(Lane lane, String why, Instant notBefore, @Nullable Instant until) {
        this(lane, why, notBefore, until, null);
    }

    /** The same, decided about anew at {@code instant}. */
    public Reason again(Instant instant) {
        return new Reason(lane, why, notBefore, until, instant);
    }

    /** The same, no try before {@code instant}. */
    public Reason notBefore(Instant instant) {
        return new Reason(lane, why, instant, until, again);
    }
}
