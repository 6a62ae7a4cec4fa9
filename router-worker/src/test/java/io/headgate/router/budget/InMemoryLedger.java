package io.headgate.router.budget;

import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Books in memory, as the store keeps them: changed by postings only. */
public final class InMemoryLedger implements Ledger {
    private final Map<AccountId, Account> accounts = new HashMap<>();
    private final Map<WindowId, PastWindow> past = new HashMap<>();
    private final Map<AttemptId, Holding> holdings = new HashMap<>();
    private final Set<OrphanedCall> charged = new HashSet<>();

    @Override
    public Account account(AccountId id) {
        return accounts.getOrDefault(id, Account.empty(id));
    }

    @Override
    public @Nullable PastWindow past(WindowId id) {
        return past.get(id);
    }

    @Override
    public @Nullable Holding holding(TenantId tenant, AttemptId attempt) {
        return holdings.get(attempt);
    }

    @Override
    public boolean isCharged(TenantId tenant, OrphanedCall call) {
        return charged.contains(call);
    }

    @Override
    public List<Holding> holdings(RequestKey request) {
        return holdings.values().stream()
                .filter(holding -> holding.attempt().value().startsWith(request.request() + "/"))
                .toList();
    }

    public void apply(Posting posting) {
        posting.accounts().forEach(account -> accounts.put(account.id(), account));
        posting.past().forEach(window -> past.put(window.id(), window));
        posting.closed().forEach(holdings::remove);
        charged.addAll(posting.charged());
        posting.opened().forEach(holding -> holdings.put(holding.attempt(), holding));
    }

    public Map<AccountId, Account> accounts() {
        return Map.copyOf(accounts);
    }

    /** All windows that were ever left, also those that are final. */
    public List<PastWindow> past() {
        return List.copyOf(past.values());
    }

    /** Of all attempts that hold something. */
    public List<Holding> open() {
        return List.copyOf(holdings.values());
    }
}
