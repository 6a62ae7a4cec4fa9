package io.headgate.worker.edge;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * What a loop is told.
 *
 * @param name for threads and logs: the provider
 * @param maxInFlight calls under way at once; asked again before each start
 * @param onPolled hears after each poll whether the group has given this member an assignment
 * @param milestones told of each
 */
record LoopSettings(
        String name,
        IntSupplier maxInFlight,
        Duration revokeGrace,
        Duration drainTime,
        Consumer<Boolean> onPolled,
        Milestone.Listener milestones) {}
