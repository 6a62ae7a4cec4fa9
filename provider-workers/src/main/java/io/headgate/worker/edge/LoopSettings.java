package io.headgate.worker.edge;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;

/**
 * What a loop is told, and whom it tells.
 *
 * @param name for threads and logs: the provider
 * @param maxInFlight calls under way at once; asked again before each start
 * @param heldBytes what dispatches taken and not committed weigh, over all loops
 * @param onPolled hears after each poll whether the group has given this member an assignment
 * @param onShare hears after each rebalance which part of the provider's partitions is held, 0 to 1
 * @param onUnread hears now and then how many records stand unread in the held partitions
 */
record LoopSettings(
        String name,
        IntSupplier maxInFlight,
        HeldBytes heldBytes,
        Duration revokeGrace,
        Duration drainTime,
        Consumer<Boolean> onPolled,
        DoubleConsumer onShare,
        LongConsumer onUnread,
        LoopTallies tallies,
        Milestone.Listener milestones) {}
