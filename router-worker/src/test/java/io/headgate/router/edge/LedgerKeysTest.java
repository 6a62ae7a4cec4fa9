package io.headgate.router.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Samples;
import io.headgate.router.budget.AccountId;
import io.headgate.router.budget.Budgets;
import io.headgate.router.budget.CounterKey;
import io.headgate.router.budget.OrphanedCall;
import io.headgate.router.budget.Scope;
import io.headgate.router.budget.WindowId;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.ModelName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LedgerKeysTest {
    static Scope[] scopes() {
        return new Scope[] {
            Scope.TENANT,
            new Scope.Project("search"),
            new Scope.Project("m/süd / 7/"),
            new Scope.Project(""),
            new Scope.OnModel(new ModelName("alpha-large"))
        };
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void accountsAndWindowsAreReadBackFromTheirKeys(Scope scope) {
        AccountId account = new AccountId(Samples.ACME, scope);
        assertThat(LedgerKeys.account(LedgerKeys.of(account))).isEqualTo(account);
        WindowId tokens = new WindowId(account, new CounterKey(Measure.TOKENS, Window.DAY, null), Samples.NOW);
        assertThat(LedgerKeys.window(LedgerKeys.of(tokens))).isEqualTo(tokens);
        WindowId cost = new WindowId(account, new CounterKey(Measure.COST, Window.MONTH, Budgets.USD), Samples.NOW);
        assertThat(LedgerKeys.window(LedgerKeys.of(cost))).isEqualTo(cost);
        assertThat(LedgerKeys.of(cost)).startsWith(LedgerKeys.PAST).isLessThan(LedgerKeys.end(LedgerKeys.PAST));
    }

    @Test
    void orphanedCallsAreInTheOrderOfTheirStarts_withinTheirTenant() {
        AttemptId attempt = new AttemptId("r/1");
        String early = LedgerKeys.of(Samples.ACME, new OrphanedCall(attempt, Samples.NOW));
        String late = LedgerKeys.of(Samples.ACME, new OrphanedCall(attempt, Samples.NOW.plusMillis(1)));
        String other = LedgerKeys.of(Samples.NARROW, new OrphanedCall(attempt, Samples.NOW));
        assertThat(early).isLessThan(LedgerKeys.orphansUpTo(Samples.ACME, Samples.NOW.plusMillis(1)));
        assertThat(late).isGreaterThan(LedgerKeys.orphansUpTo(Samples.ACME, Samples.NOW.plusMillis(1)));
        assertThat(other).isGreaterThan(late).startsWith(LedgerKeys.orphansOf(Samples.NARROW));
    }

    @Test
    void holdingsAreReadBackFromTheirKeys_whateverTheirRequestIsCalled() {
        AttemptId attempt = new AttemptId("r/1/süd/2");
        String key = LedgerKeys.of(Samples.ACME, attempt);
        assertThat(key).startsWith(LedgerKeys.HOLDINGS);
        assertThat(LedgerKeys.tenantOfHolding(key)).isEqualTo(Samples.ACME);
        assertThat(LedgerKeys.attemptOfHolding(key)).isEqualTo(attempt);
    }
}
