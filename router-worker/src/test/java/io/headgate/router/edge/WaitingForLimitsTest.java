package io.headgate.router.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Catalogues;
import io.headgate.router.Samples;
import io.headgate.router.budget.AccountId;
import io.headgate.router.budget.Budgets;
import io.headgate.router.budget.Counter;
import io.headgate.router.budget.Scope;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.OnExceeded;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Notice;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests whose tenant's limits say that they are to wait. */
class WaitingForLimitsTest {
    @TempDir
    Path stateDir;

    private AdmissionDriver driver;

    @BeforeEach
    void start() {
        driver = new AdmissionDriver(stateDir, AdmissionDriver.ROOMY);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void beyondARate_requestsWaitForTheNextMinute_andClientsAreToldUntilWhen() {
        restart(Budgets.limit(Measure.REQUESTS, Window.MINUTE, "2", OnExceeded.WAIT));
        driver.admit(
                Requests.request("r-1"), Requests.request("r-2"), Requests.request("r-3"), Requests.request("r-4"));
        driver.admit(Requests.request("r-5"));
        assertThat(driver.dispatchedIds()).containsExactly("r-1", "r-2");
        Notice notice = driver.notice();
        assertThat(notice.message()).contains("requests per minute");
        assertThat(notice.until()).isEqualTo(Instant.parse("2026-11-20T12:01:00Z"));
        driver.pass(Duration.ofSeconds(61));
        assertThat(driver.dispatchedIds()).containsExactly("r-1", "r-2", "r-3", "r-4");
        driver.pass(Duration.ofSeconds(60));
        assertThat(driver.dispatchedIds()).containsExactly("r-1", "r-2", "r-3", "r-4", "r-5");
        // One notice for each, however often it was tried.
        assertThat(driver.count(AdmissionDriver.TOPICS.notices())).isEqualTo(2);
        driver.assertNothingIn(AdmissionDriver.TOPICS.results());
    }

    @Test
    void beyondTheRequestsInFlight_theNextGoes_whenOneEnds() {
        restart(Budgets.limit(Measure.IN_FLIGHT, Window.NOW, "1", OnExceeded.WAIT));
        driver.admit(Requests.request("r-1"), Requests.request("r-2"), Requests.request("r-3"));
        assertThat(driver.dispatchedIds()).containsExactly("r-1");
        driver.settle("r-1");
        assertThat(driver.dispatchedIds()).containsExactly("r-1", "r-2");
        driver.settle("r-2");
        driver.settle("r-3");
        assertThat(driver.stored()).isZero();
        assertThat(counter().reserved()).isEqualByComparingTo("0");
    }

    @Test
    void whatWaits_holdsNothing_andEndsAtItsDeadline() {
        restart(Budgets.limit(Measure.TOKENS, Window.DAY, "1017", OnExceeded.WAIT));
        driver.admit(Requests.request("r-1"), Requests.request("r-2"));
        assertThat(counter().reserved()).isEqualByComparingTo("1017");
        driver.pass(Duration.ofSeconds(601));
        InferenceResult result = driver.result();
        assertThat(result.key()).hasToString("acme/r-2");
        assertThat(AdmissionDriver.codeOf(result)).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
        assertThat(AdmissionDriver.failureOf(result).message()).contains("tokens per day");
    }

    @Test
    void whatComesBackAndWaits_isInFlightStill_andGivesThatBack_whenItEnds() {
        restart(Budgets.limit(Measure.IN_FLIGHT, Window.NOW, "1", OnExceeded.WAIT));
        driver.admit(Requests.request("r-1"));
        driver.reachable = false;
        AttemptSummary eu = Samples.summary("eu", FailureCode.PROVIDER_UNAVAILABLE);
        driver.attempt(WorkerAnswers.comesBack(Requests.request("r-1"), eu));
        assertThat(counter().reserved()).isEqualByComparingTo("1");
        driver.pass(Duration.ofSeconds(5));
        assertThat(counter().reserved()).isEqualByComparingTo("1");
        driver.cancel("r-1");
        assertThat(AdmissionDriver.codeOf(driver.result())).isEqualTo(FailureCode.CANCELLED);
        assertThat(counter().reserved()).isEqualByComparingTo("0");
    }

    @Test
    void whatComesBackAndWaits_countsOnce_whenItGoesOn() {
        restart(Budgets.limit(Measure.REQUESTS, Window.DAY, "5", OnExceeded.WAIT));
        driver.admit(Requests.request("r-1"));
        driver.reachable = false;
        AttemptSummary eu = Samples.summary("eu", FailureCode.PROVIDER_UNAVAILABLE);
        driver.attempt(WorkerAnswers.comesBack(Requests.request("r-1"), eu));
        driver.reachable = true;
        driver.pass(Duration.ofSeconds(2));
        assertThat(driver.dispatch().attempt()).hasToString("r-1/2");
        assertThat(counter().reserved()).isEqualByComparingTo("1");
        driver.settle("r-1");
        assertThat(counter().reserved()).isEqualByComparingTo("0");
        assertThat(counter().spent()).isEqualByComparingTo("1");
    }

    @Test
    void whatIsRefused_isNotHeld() {
        restart(Budgets.limit(Measure.REQUESTS, Window.MINUTE, "1", OnExceeded.REJECT));
        driver.admit(Requests.request("r-1"), Requests.request("r-2"));
        assertThat(AdmissionDriver.codeOf(driver.result())).isEqualTo(FailureCode.RATE_LIMITED);
        assertThat(driver.stored()).isZero();
    }

    private Counter counter() {
        return driver.ledger()
                .account(new AccountId(Samples.ACME, Scope.TENANT))
                .counters()
                .getFirst();
    }

    private void restart(Limit limit) {
        driver.close();
        driver = new AdmissionDriver(stateDir, AdmissionDriver.ROOMY, Catalogues.limited(Catalogues.sample(), limit));
    }
}
