/** Whether and when a call may be made: deadline, rate, breaker, timeouts, read from top to bottom. */
@NullMarked
package io.headgate.worker.guard;

import org.jspecify.annotations.NullMarked;
