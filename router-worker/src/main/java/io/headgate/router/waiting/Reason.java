package io.headgate.router.waiting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a request waits.
 *
 * @param why in words, for whoever asked; never a prompt
 * @param notBefore no earlier try can succeed
 * @param until when it is expected to go; null when that is not known
 */
public record Reason(
        Lane lane, String why, Instant notBefore, @Nullable Instant until) {}
