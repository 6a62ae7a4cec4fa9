package io.headgate.router.edge;

import io.headgate.router.budget.AccountId;
import io.headgate.router.budget.Counter;
import io.headgate.router.budget.CounterKey;
import io.headgate.router.budget.Scope;
import io.headgate.router.budget.TenantLimits;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.message.QuotaState;
import io.headgate.schemas.message.QuotaState.Quota;
import io.headgate.schemas.tenant.TenantCatalogs;
import java.time.Instant;

/** Counters as they are told, all at one moment and under the catalogue that holds for its tenant. */
record QuotaStates(TenantCatalogs catalogs, Instant at, long sequence) {
    QuotaState of(AccountId account, Counter counter) {
        CounterKey key = counter.key();
        Limit limit = TenantLimits.of(account.tenant(), catalogs.of(account.tenant()))
                .flatMap(limits -> limits.find(account.scope(), key))
                .orElse(null);
        return new QuotaState(
                quota(account, key),
                limit == null ? null : limit.amount(),
                limit == null ? null : limit.zone(),
                counter.spent(),
                counter.reserved(),
                counter.overshot(),
                counter.began(),
                key.window() == Window.NOW ? null : counter.span().end(),
                at,
                sequence);
    }

    private static Quota quota(AccountId account, CounterKey key) {
        return switch (account.scope()) {
            case Scope.WholeTenant() ->
                new Quota(account.tenant(), null, null, key.measure(), key.window(), key.currency());
            case Scope.Project(String name) ->
                new Quota(account.tenant(), name, null, key.measure(), key.window(), key.currency());
            case Scope.OnModel(ModelName model) ->
                new Quota(account.tenant(), null, model, key.measure(), key.window(), key.currency());
        };
    }
}
