package io.headgate.worker.edge;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;

/**
 * What a loop is told, and whom it tells.
 *
 * @param name for threads and logs: the provider and its lane
 * @param maxInFlight calls under way at once; asked again before each start
 * @param heldUp whether a dispatch has been waiting for its turn for long
 * @param heldBytes what dispatches taken and not committed weigh, over all loops
 * @param onPolled hears after each poll whether the group has given this member an assignment
 * @param onShare hears after each rebalance how many of the topic's partitions are held
 * @param onUnread hears now and then how many records stand unread in the held partitions
 */
record LoopSettings(
        String name,
        IntSupplier maxInFlight,
        BooleanSupplier heldUp,
        HeldBytes heldBytes,
        Duration revokeGrace,
        Duration drainTime,
        Consumer<Boolean> onPolled,
        Consumer<Share> onShare,
        LongConsumer onUnread,
        LoopTallies tallies,
        Milestone.Listener milestones) {}
