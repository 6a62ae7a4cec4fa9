package io.headgate.worker.edge;

import io.headgate.worker.guard.GuardedOutcome;
import java.time.Instant;

/**
 * How an attempt ended.
 *
 * @param startedAt when its first call began; when it was given up, for one without a call
 */
record Attempted(GuardedOutcome outcome, Instant startedAt) {}
