package io.headgate.router.budget;

import java.time.Instant;

/**
 * One window of one limit, for ever.
 *
 * @param opened when it began, as it was understood then: {@link Counter#opened()}
 */
public record WindowId(AccountId account, CounterKey key, Instant opened) {}
