package io.headgate.worker.guard;

import io.headgate.worker.call.CallOutcome;
import java.time.Duration;

/**
 * How a call ended.
 *
 * @param took of the exchange with the provider alone
 */
public record TimedOutcome(CallOutcome outcome, Duration took) {}
