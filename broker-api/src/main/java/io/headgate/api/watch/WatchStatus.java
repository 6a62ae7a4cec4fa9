package io.headgate.api.watch;

import org.jspecify.annotations.Nullable;

/**
 * How the watching of this process is doing.
 *
 * @param ready whether it is known where each topic is read from: what is submitted from then on is heard of
 * @param lag records that are in the topics and were not read yet; -1 where that is not known
 * @param problem why nothing is heard at present; null when all is well
 */
public record WatchStatus(boolean ready, long lag, @Nullable String problem) {
    public static final WatchStatus STARTING = new WatchStatus(false, -1, "the watching is starting");
}
