package io.headgate.api.erasure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an erasure does not reach.
 *
 * @param where a topic by its name, or another place in words
 * @param holds what of a subject may be there
 * @param keptFor how long after it was written; null where that is not known here, as {@code until} then says
 * @param until in words
 */
public record Leftover(String where, String holds, @Nullable Duration keptFor, String until) {}
