package io.headgate.deploy.acceptance.checker.evidence;

import org.jspecify.annotations.Nullable;

/**
 * A record of {@code intents}: a call that a worker was about to make.
 *
 * @param attempt the attempt's name
 * @param worker name of the process
 * @param call 1 for the attempt's first call, each repeat in place greater by one
 * @param startedAt when the worker began the attempt, in milliseconds since the epoch
 * @param dispatchedAt when the attempt's limits were held, by its own account, in milliseconds since the epoch; null when it does
 *     not say
 */
public record Intended(
        Key attempt,
        String provider,
        String worker,
        int call,
        long startedAt,
        @Nullable Long dispatchedAt) {}
