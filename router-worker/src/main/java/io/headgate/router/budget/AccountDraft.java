package io.headgate.router.budget;

import io.headgate.schemas.id.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A tenant's accounts while they are being changed; what they are drawn from stays as it is. */
final class AccountDraft {
    private final TenantId tenant;
    private final Function<AccountId, Account> source;
    private final Map<AccountId, Account> changed = new LinkedHashMap<>();

    AccountDraft(TenantId tenant, Function<AccountId, Account> source) {
        this.tenant = tenant;
        this.source = source;
    }

    Account account(Scope scope) {
        AccountId id = new AccountId(tenant, scope);
        Account draft = changed.get(id);
        return draft != null ? draft : source.apply(id);
    }

    void put(Account account) {
        changed.put(account.id(), account);
    }

    /** Gives back what a line holds, nothing of it used. */
    void giveBack(Line line) {
        settle(line, BigDecimal.ZERO);
    }

    /** Gives back what a line holds and spends what was used: in the window it was reserved in, if that lasts. */
    void settle(Line line, BigDecimal used) {
        Account account = account(line.scope());
        Counter counter = account.find(line.key());
        if (counter != null && counter.opened().equals(line.opened())) {
            put(account.with(counter.settle(line.amount(), used)));
        }
    }

    List<Account> changed() {
        return List.copyOf(changed.values());
    }

    /** The same, without the windows that are over. */
    List<Account> changedAt(Instant now) {
        return changed.values().stream()
                .map(account -> account.withoutPast(now))
                .toList();
    }
}
