package io.headgate.router.edge;

import io.headgate.router.budget.Account;
import io.headgate.router.budget.AccountId;
import io.headgate.router.budget.Holding;
import io.headgate.router.budget.Ledger;
import io.headgate.router.budget.OrphanedCall;
import io.headgate.router.budget.PastWindow;
import io.headgate.router.budget.WindowId;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import java.util.List;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The books of a task's tenants for who only looks: for a request that is new, and so has no attempt open. */
final class LedgerView implements Ledger {
    private final ReadOnlyKeyValueStore<String, byte[]> store;

    LedgerView(ReadOnlyKeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    @Override
    public Account account(AccountId id) {
        byte[] entry = store.get(LedgerKeys.of(id));
        return entry == null ? Account.empty(id) : LedgerCodec.account(id, entry);
    }

    @Override
    public @Nullable PastWindow past(WindowId id) {
        byte[] entry = store.get(LedgerKeys.of(id));
        return entry == null
                ? null
                : new PastWindow(
                        id.account(),
                        LedgerCodec.account(id.account(), entry).counters().getFirst());
    }

    @Override
    public @Nullable Holding holding(TenantId tenant, AttemptId attempt) {
        return null;
    }

    @Override
    public boolean isCharged(TenantId tenant, OrphanedCall call) {
        return store.get(LedgerKeys.of(tenant, call)) != null;
    }

    @Override
    public List<Holding> holdings(RequestKey request) {
        return List.of();
    }
}
