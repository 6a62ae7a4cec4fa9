package io.headgate.router.edge;

import io.headgate.router.RouterConfig;
import io.headgate.router.waiting.Crowds;
import io.headgate.router.waiting.DispatchedWork;
import io.headgate.router.waiting.ProviderQueues;
import io.headgate.router.waiting.ProviderTenants;
import io.headgate.router.waiting.QueueOutlook;
import io.headgate.router.waiting.TenantWeights;
import io.headgate.router.waiting.WaitingCounts;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.tenant.TenantCatalogs;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** Opens the desk of each task. What all tasks share; thread-safe. */
record Waiters(
        Codecs codecs,
        TenantCatalogs catalogs,
        QueueOutlook outlook,
        RouterConfig config,
        WaitingCounts counts,
        Crowds crowds,
        ProviderTenants tenants) {

    /** The desk of a task whose stores are restored; who waited goes on waiting. */
    WaitingDesk open(
            ProcessorContext<?, ?> context,
            Deciding deciding,
            TaskMemory memory,
            LedgerStore ledger,
            FactWriter facts) {
        TenantWeights weights = tenant -> catalogs.of(tenant).weightOf(tenant);
        StoredRoom room = StoredRoom.open(
                context, codecs.failedRequest(), config.maxRecordBytes(), config.waitingRoom(), weights);
        DispatchedWork work = new DispatchedWork(tenants);
        ProviderQueues queues = new ProviderQueues(work, outlook, catalogs::common);
        Recall recall = new Recall(deciding, room, memory, ledger);
        RoomTelling telling = new RoomTelling(
                room.room(), queues, counts, crowds, context.taskId().partition());
        WaitingDesk desk = new WaitingDesk(room, recall, work, queues, memory, ledger, facts, telling);
        desk.restore(Instant.ofEpochMilli(context.currentSystemTimeMs()));
        return desk;
    }
}
