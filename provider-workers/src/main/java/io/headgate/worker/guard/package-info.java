/**
 * Whether and when a call may be made. Begin at {@link io.headgate.worker.guard.Guard#call}; then {@code Gates.verdict},
 * where the gates stand in their order; {@code Lines}, who is asked and when; {@code Entrance}, where threads wait. Of all
 * the classes here only {@code Guard}, {@code Entrance}, {@code Alarm} and {@code HealthChecks} know of threads and clocks.
 */
@NullMarked
package io.headgate.worker.guard;

import org.jspecify.annotations.NullMarked;
