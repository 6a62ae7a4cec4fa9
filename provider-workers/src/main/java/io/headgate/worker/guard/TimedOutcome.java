package io.headgate.worker.guard;

import io.headgate.worker.call.CallOutcome;
import java.time.Duration;

/**
 * How a call ended.
 *
 * @param took the exchange with the provider alone, zero or more: what we waited for ourselves is not the provider's
 */
public record TimedOutcome(CallOutcome outcome, Duration took) {}
