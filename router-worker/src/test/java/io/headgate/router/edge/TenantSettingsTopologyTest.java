package io.headgate.router.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Catalogues;
import io.headgate.router.Samples;
import io.headgate.router.budget.Account;
import io.headgate.router.budget.AccountId;
import io.headgate.router.budget.Budgets;
import io.headgate.router.budget.Scope;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.OnExceeded;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TierName;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.RedactionPolicy;
import io.headgate.schemas.message.TenantSettings;
import io.headgate.schemas.tenant.KnownSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings of a tenant take effect on its next request, and on those of nobody else. */
class TenantSettingsTopologyTest {
    private static final TenantSettings.Policy NONE = TenantSettings.Policy.OF_CATALOGUE;

    @TempDir
    Path stateDir;

    private final Catalogue catalogue = Catalogues.withMaxInFlight(Catalogues.sample(), 100);
    private final KnownSettings settings = new KnownSettings(CatalogSource.fixed(catalogue));
    private AdmissionDriver driver;

    @BeforeEach
    void start() {
        driver = new AdmissionDriver(stateDir, AdmissionDriver.ROOMY, settings);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void refusedByCode_whileTheTenantIsDisabled_andOthersGoOn() {
        settings.put(settings(false, List.of(), NONE));
        driver.admit(Requests.request("r-1"), Requests.request("r-2", "globex"));
        Failure failure = AdmissionDriver.failureOf(driver.result());
        assertThat(failure.code()).isEqualTo(FailureCode.TENANT_DISABLED);
        assertThat(failure.message()).contains("tenant 'acme' is disabled");
        assertThat(driver.dispatchedIds()).containsExactly("r-2");
        settings.remove(Samples.ACME);
        driver.admit(Requests.request("r-3"));
        assertThat(driver.dispatchedIds()).containsExactly("r-2", "r-3");
    }

    @Test
    void whoWaitsIsRefused_whenTheTenantIsDisabledMeanwhile() {
        settings.put(
                settings(true, List.of(Budgets.limit(Measure.REQUESTS, Window.MINUTE, "1", OnExceeded.WAIT)), NONE));
        driver.admit(Requests.request("r-1"), Requests.request("r-2"));
        assertThat(driver.stored()).isEqualTo(1);
        settings.put(settings(false, List.of(), NONE));
        driver.pass(Duration.ofMinutes(2));
        assertThat(AdmissionDriver.codeOf(driver.result())).isEqualTo(FailureCode.TENANT_DISABLED);
        assertThat(driver.stored()).isZero();
    }

    @Test
    void whatWasSpentStays_whenALimitChanges() {
        settings.put(settings(true, List.of(Budgets.limit(Measure.REQUESTS, Window.DAY, "2")), NONE));
        driver.admit(Requests.request("r-1"), Requests.request("r-2"), Requests.request("r-3"));
        assertThat(AdmissionDriver.codeOf(driver.result())).isEqualTo(FailureCode.BUDGET_EXCEEDED);
        settings.put(settings(true, List.of(Budgets.limit(Measure.REQUESTS, Window.DAY, "3")), NONE));
        driver.admit(Requests.request("r-4"), Requests.request("r-5"));
        assertThat(driver.dispatchedIds()).containsExactly("r-1", "r-2", "r-4");
        assertThat(AdmissionDriver.codeOf(driver.result())).isEqualTo(FailureCode.BUDGET_EXCEEDED);
        Account account = driver.ledger().account(new AccountId(Samples.ACME, Scope.TENANT));
        assertThat(account.counters()).hasSize(1);
    }

    @Test
    void aliasesProvidersAndRegionsHold() {
        settings.put(settings(true, List.of(), policy(Set.of(Samples.CHEAP), null, null)));
        driver.admit(Requests.request("r-1"));
        assertThat(AdmissionDriver.codeOf(driver.result())).isEqualTo(FailureCode.UNKNOWN_ALIAS);
        settings.put(settings(true, List.of(), policy(null, Set.of(new ProviderName("beta")), null)));
        driver.admit(Requests.request("r-2"));
        assertThat(driver.allDispatches().getLast().target().provider()).hasToString("beta");
        settings.put(settings(true, List.of(), policy(null, null, Set.of("mars"))));
        driver.admit(Requests.request("r-3"));
        assertThat(AdmissionDriver.codeOf(driver.result())).isEqualTo(FailureCode.NO_CANDIDATE);
    }

    @Test
    void aTierThatIsNotThereIsSaid_whereNothingHeldBefore() {
        TenantSettings silver = new TenantSettings(
                Samples.ACME,
                true,
                new TierName("silver"),
                List.of(),
                Map.of(),
                Map.of(),
                NONE,
                Set.of(),
                null,
                "",
                Instant.EPOCH);
        settings.put(silver);
        driver.admit(Requests.request("r-1"));
        Failure failure = AdmissionDriver.failureOf(driver.result());
        assertThat(failure.code()).isEqualTo(FailureCode.UNKNOWN_TENANT);
        assertThat(failure.seen()).isEqualTo("silver");
    }

    @Test
    void theRedactionOfTheTenantTravelsWithTheDispatch() {
        driver.admit(Requests.request("r-1"));
        assertThat(driver.dispatch().redaction()).isNull();
        Redaction redaction = new Redaction(Set.of("email"), Redaction.Action.REMOVE);
        settings.put(settings(true, List.of(), new TenantSettings.Policy(null, null, null, redaction, null)));
        driver.admit(Requests.request("r-2"));
        Dispatch dispatch = driver.dispatch();
        assertThat(dispatch.redaction()).isEqualTo(new RedactionPolicy(redaction, false));
    }

    private static TenantSettings.Policy policy(
            @Nullable Set<Alias> aliases, @Nullable Set<ProviderName> providers, @Nullable Set<String> regions) {
        return new TenantSettings.Policy(aliases, providers, regions, null, null);
    }

    private static TenantSettings settings(boolean enabled, List<Limit> limits, TenantSettings.Policy policy) {
        return new TenantSettings(
                Samples.ACME, enabled, null, limits, Map.of(), Map.of(), policy, Set.of(), null, "", Instant.EPOCH);
    }
}
