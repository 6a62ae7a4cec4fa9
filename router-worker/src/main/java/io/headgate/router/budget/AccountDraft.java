package io.headgate.router.budget;

import io.headgate.schemas.id.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tenant's accounts while they are being changed; what they are drawn from stays as it is. */
final class AccountDraft {
    private final TenantId tenant;
    private final Source source;
    private final Map<AccountId, Account> changed = new LinkedHashMap<>();
    private final Map<WindowId, PastWindow> past = new LinkedHashMap<>();

    AccountDraft(TenantId tenant, Source source) {
        this.tenant = tenant;
        this.source = source;
    }

    /** What a draft begins with. */
    interface Source {
        Account account(AccountId id);

        /** Null when it is kept no more, or never was. */
        @Nullable
        PastWindow past(WindowId id);
    }

    Account account(Scope scope) {
        AccountId id = new AccountId(tenant, scope);
        Account draft = changed.get(id);
        return draft != null ? draft : source.account(id);
    }

    /** Replaces an account; a window that it has no longer is past. */
    void put(Account account) {
        for (Counter before : account(account.id().scope()).counters()) {
            Counter after = account.find(before.key());
            if (after == null || !after.opened().equals(before.opened())) {
                put(new PastWindow(account.id(), before));
            }
        }
        changed.put(account.id(), account);
    }

    /** Gives back what a line holds, nothing of it used. */
    void giveBack(Line line) {
        settle(line, BigDecimal.ZERO);
    }

    /** Gives back what a line holds and spends what was used: in the window it was reserved in, past or not. */
    void settle(Line line, BigDecimal used) {
        Account account = account(line.scope());
        Counter counter = account.find(line.key());
        if (counter != null && counter.opened().equals(line.opened())) {
            put(account.with(counter.settle(line.amount(), used)));
            return;
        }
        PastWindow window = past(new WindowId(account.id(), line.key(), line.opened()));
        if (window != null) {
            put(new PastWindow(window.account(), window.counter().settle(line.amount(), used)));
        }
    }

    /** Takes the windows that are over out of the accounts that were changed. */
    void retirePast(Instant now) {
        List.copyOf(changed.values()).forEach(account -> put(account.withoutPast(now)));
    }

    boolean isUnchanged() {
        return changed.isEmpty() && past.isEmpty();
    }

    List<Account> changed() {
        return List.copyOf(changed.values());
    }

    List<PastWindow> past() {
        return List.copyOf(past.values());
    }

    /** A window that is over; null when it is none that is kept. */
    @Nullable
    PastWindow past(WindowId id) {
        PastWindow draft = past.get(id);
        return draft != null ? draft : source.past(id);
    }

    void put(PastWindow window) {
        past.put(window.id(), window);
    }
}
