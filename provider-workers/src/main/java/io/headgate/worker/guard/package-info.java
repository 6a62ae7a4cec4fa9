/**
 * Whether and when a call may be made. Begin at {@link io.headgate.worker.guard.Guard#call}; then {@code Gates.verdict},
 * where the gates stand in their order, {@code Lines}, who is asked when, and {@code Entrance}, where threads wait. Those
 * know no thread and no clock but {@code Entrance}, {@code Alarm} and {@code HealthChecks}.
 */
@NullMarked
package io.headgate.worker.guard;

import org.jspecify.annotations.NullMarked;
