package io.headgate.router.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Catalogues;
import io.headgate.router.RouterConfig;
import io.headgate.router.Samples;
import io.headgate.router.budget.Budgets;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.OnExceeded;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.Origin;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.RoutingContext;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits in the topology: a body of "Hello there" and 1,000 tokens of output hold 1,017 tokens. */
class BudgetTopologyTest {
    @TempDir
    Path stateDir;

    private BudgetDriver driver;

    @BeforeEach
    void start() {
        driver = new BudgetDriver(stateDir, RouterConfig.DEFAULT_MAX_RECORD_BYTES);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void tokensPerDay_holdOneRequest_refuseTheNext_andHaveRoomAgainWhenItSettles() {
        driver.limit(Budgets.limit(Measure.TOKENS, Window.DAY, "2000"));
        driver.admit("r-1", "r-2");
        assertThat(driver.dispatch().attempt()).hasToString("r-1/1");
        assertThat(driver.failure().code()).isEqualTo(FailureCode.BUDGET_EXCEEDED);
        driver.over("r-1/1", AttemptStatus.COMPLETED, 20L, null);
        assertThat(driver.counter().spent()).isEqualByComparingTo("20");
        assertThat(driver.counter().reserved()).isZero();
        driver.admit("r-3");
        assertThat(driver.dispatch().attempt()).hasToString("r-3/1");
    }

    @Test
    void costPerMonth_isHeldAtThePriceInForce_andSpentAtThatOfTheAttempt() {
        driver.limit(Budgets.limit(Measure.COST, Window.MONTH, "0.02"));
        driver.admit("r-1");
        assertThat(driver.counter().reserved()).isEqualByComparingTo("0.0100425");
        driver.over("r-1/1", AttemptStatus.COMPLETED, 20L, "0.004");
        assertThat(driver.counter().spent()).isEqualByComparingTo("0.004");
    }

    @Test
    void requestsPerMinute_countRequests_andTheNextMinuteHasRoom() {
        driver.limit(Budgets.limit(Measure.REQUESTS, Window.MINUTE, "2", OnExceeded.WAIT));
        driver.admit("r-1", "r-2");
        driver.over("r-1/1", AttemptStatus.COMPLETED, 20L, null);
        driver.admit("r-3");
        assertThat(driver.toAlpha()).isEqualTo(2);
        driver.sleep(Duration.ofMinutes(1));
        assertThat(driver.toAlpha()).isEqualTo(3);
        driver.admit("r-4");
        assertThat(driver.toAlpha()).isEqualTo(4);
    }

    @Test
    void inFlight_isFreedByTheEnd_notByAContinue() {
        driver.limit(Budgets.limit(Measure.IN_FLIGHT, Window.NOW, "1"));
        driver.admit("r-1");
        driver.back("r-1", AttemptStatus.RETRYABLE);
        driver.admit("r-2");
        assertThat(driver.failure().code()).isEqualTo(FailureCode.RATE_LIMITED);
        driver.over("r-1/2", AttemptStatus.COMPLETED, 20L, null);
        driver.admit("r-3");
        assertThat(driver.toAlpha()).isEqualTo(3);
    }

    @Test
    void unknown_staysCharged_andTheContinueNeedsRoomOfItsOwn() {
        driver.limit(Budgets.limit(Measure.TOKENS, Window.DAY, "2000"));
        driver.admit("r-1");
        driver.back("r-1", AttemptStatus.UNKNOWN);
        assertThat(driver.failure().code()).isEqualTo(FailureCode.BUDGET_EXCEEDED);
        assertThat(driver.counter().spent()).isEqualByComparingTo("1017");
        assertThat(driver.counter().reserved()).isZero();
    }

    @Test
    void notCalled_isFree() {
        driver.limit(Budgets.limit(Measure.TOKENS, Window.DAY, "2000"));
        driver.admit("r-1");
        driver.over("r-1/1", AttemptStatus.NOT_CALLED, null, null);
        assertThat(driver.counter().spent()).isZero();
        assertThat(driver.counter().reserved()).isZero();
    }

    @Test
    void anAttemptThatComesAgainIsSettledOnce_andGoesOnOnce() {
        driver.limit(Budgets.limit(Measure.TOKENS, Window.DAY, "5000"));
        driver.admit("r-1");
        driver.back("r-1", AttemptStatus.UNKNOWN);
        driver.back("r-1", AttemptStatus.UNKNOWN);
        assertThat(driver.counter().spent()).isEqualByComparingTo("1017");
        assertThat(driver.counter().reserved()).isEqualByComparingTo("1017");
        assertThat(driver.toAlpha()).isEqualTo(2);
    }

    @Test
    void limitsOfProjectAndModel_holdBesideTheTenants() {
        Limit two = Budgets.limit(Measure.REQUESTS, Window.DAY, "2");
        Limit one = Budgets.limit(Measure.REQUESTS, Window.DAY, "1");
        driver.inForce(Catalogues.limited(Catalogues.sample(), List.of(), Map.of(), Map.of("search", List.of(two))));
        driver.admit("p-1", "p-2", "p-3");
        assertThat(driver.failure().message()).contains("requests per day of project 'search'");
        driver.inForce(
                Catalogues.limited(Catalogues.sample(), List.of(), Map.of(Samples.LARGE, List.of(one)), Map.of()));
        driver.admit("m-1", "m-2");
        assertThat(driver.toAlpha()).isEqualTo(3);
        assertThat(driver.toBeta()).isEqualTo(1);
    }

    @Test
    void aLimitChangedInMidWindowKeepsWhatWasSpent() {
        driver.limit(Budgets.limit(Measure.TOKENS, Window.DAY, "10000"));
        driver.admit("r-1");
        driver.over("r-1/1", AttemptStatus.COMPLETED, 1_500L, null);
        driver.limit(Budgets.limit(Measure.TOKENS, Window.DAY, "2000"));
        driver.admit("r-2");
        assertThat(driver.failure().seen()).isEqualTo("1017 asked, 1500 spent, 0 reserved");
    }

    @Test
    void usageBeyondTheReservation_isKeptBesideWhatWasSpent() {
        driver.limit(Budgets.limit(Measure.TOKENS, Window.DAY, "2000"));
        driver.admit("r-1");
        driver.over("r-1/1", AttemptStatus.COMPLETED, 1_100L, null);
        assertThat(driver.counter().spent()).isEqualByComparingTo("1100");
        assertThat(driver.counter().overshot()).isEqualByComparingTo("83");
        assertThat(driver.counts().overshoots(Measure.TOKENS)).isEqualTo(1);
        driver.admit("r-2");
        assertThat(driver.counts().refusals(FailureCode.BUDGET_EXCEEDED)).isEqualTo(1);
    }

    @Test
    void anUnreadableAttempt_isChargedInFull_andHoldsNothing() {
        driver.limit(Budgets.limit(Measure.TOKENS, Window.DAY, "5000"));
        driver.admit("r-1", "r-1/1");
        driver.unreadable("r-1");
        assertThat(driver.counter().spent()).isEqualByComparingTo("1017");
        assertThat(driver.counter().reserved())
                .as("of the request whose id goes on with a slash")
                .isEqualByComparingTo("1017");
    }

    @Test
    void aDispatchThatIsTooLarge_holdsNothing() {
        driver.close();
        driver = new BudgetDriver(stateDir, 16 * 1024);
        driver.limit(Budgets.limit(Measure.TOKENS, Window.DAY, "100000"));
        String large = Samples.body("fast-text").replace("Hello", "x".repeat(17_000));
        driver.admit(Samples.request("r-1", large, Samples.FAST, Samples.context(null)));
        assertThat(driver.failure().code()).isEqualTo(FailureCode.BODY_TOO_LARGE);
        assertThat(driver.counter().reserved()).isZero();
        assertThat(driver.entries()).isEqualTo(1);
    }

    /** A replay sends it as a request of its own, whenever its parent was refused, and whatever held then. */
    @Test
    void whatWasRefusedYesterday_isWeighedByTodaysLimits_andSpendsOfToday_whenItIsSentAgain() {
        driver.limit(Budgets.limit(Measure.TOKENS, Window.DAY, "2000"));
        driver.admit("r-1", "r-2");
        assertThat(driver.failure().seen()).isEqualTo("1017 asked, 0 spent, 1017 reserved");
        assertThat(driver.toAlpha()).isEqualTo(1);
        driver.sleep(Duration.ofDays(1));
        driver.limit(Budgets.limit(Measure.TOKENS, Window.DAY, "3000"));

        driver.admit(again("a-1"), again("a-2"), again("a-3"));

        assertThat(driver.toAlpha()).as("that of yesterday, and two of today").isEqualTo(3);
        Failure refused = driver.failure();
        assertThat(refused.code()).isEqualTo(FailureCode.BUDGET_EXCEEDED);
        assertThat(refused.seen()).isEqualTo("1017 asked, 0 spent, 2034 reserved");
        assertThat(refused.allowed()).isEqualTo("3000 until 2026-11-22T00:00:00Z");
        driver.over("a-1/1", AttemptStatus.COMPLETED, 20L, null);
        // Yesterday's own attempt ends late: it is yesterday's.
        driver.over("r-1/1", AttemptStatus.COMPLETED, 500L, null);
        assertThat(driver.counter().opened()).isEqualTo("2026-11-21T00:00:00Z");
        assertThat(driver.counter().spent()).isEqualByComparingTo("20");
        assertThat(driver.counter().reserved()).isEqualByComparingTo("1017");
    }

    @Test
    void whatIsSentAgainToday_waitsForTodaysWindow_notForThatOfItsParent() {
        driver.limit(Budgets.limit(Measure.REQUESTS, Window.MINUTE, "1", OnExceeded.WAIT));
        driver.admit("r-1");
        driver.sleep(Duration.ofDays(1));

        driver.admit(again("a-1"), again("a-2"));

        assertThat(driver.toAlpha()).isEqualTo(2);
        driver.sleep(Duration.ofMinutes(1));
        assertThat(driver.toAlpha()).isEqualTo(3);
    }

    /** As a replay sends it a day later: linked to {@code r-2}, accepted then, with as much time as that had. */
    private static InferenceRequest again(String id) {
        Instant now = Samples.NOW.plus(Duration.ofDays(1));
        RoutingContext context = new RoutingContext(
                null, null, null, Priority.STANDARD, now.plus(Duration.ofMinutes(10)), null, null, Map.of());
        InferenceRequest parent = Samples.request("r-2", Samples.body("fast-text"), Samples.FAST, context);
        return new InferenceRequest(
                new RequestKey(Samples.ACME, new RequestId(id)),
                parent.correlationId(),
                null,
                null,
                parent.alias(),
                context,
                parent.body(),
                parent.bodyHash(),
                parent.replyFormat(),
                now,
                Origin.HTTP,
                parent.key().request());
    }

    @Test
    void oldWindowsAndSettledAttemptsLeaveNothingBehind() {
        driver.limit(Budgets.limit(Measure.TOKENS, Window.MINUTE, "100000"));
        for (int i = 0; i < 5; i++) {
            driver.admit("r-" + i);
            driver.over("r-" + i + "/1", AttemptStatus.COMPLETED, 10L, null);
            driver.sleep(Duration.ofMinutes(1));
        }
        driver.admit("last");
        driver.sleep(Duration.ofSeconds(1));
        assertThat(driver.entries())
                .as("the account, one attempt, and a sequence")
                .isEqualTo(3);
        assertThat(driver.account().counters()).hasSize(1);
    }

    @Test
    void booksThatCannotBeRead_endRequests_andTheStreamGoesOn() {
        driver.limit(Budgets.limit(Measure.TOKENS, Window.DAY, "100000"));
        driver.store().put("a/acme", new byte[] {9});
        driver.admit("r-1");
        assertThat(driver.failure().code()).isEqualTo(FailureCode.UNKNOWN);
        driver.store().put("h/acme/r-2/1", new byte[] {9});
        driver.back("r-2", AttemptStatus.RETRYABLE);
        assertThat(driver.failure().code()).isEqualTo(FailureCode.UNKNOWN);
        driver.over("r-2/1", AttemptStatus.COMPLETED, 20L, null);
        driver.unreadable("r-2");
        assertThat(driver.deadLetters()).isEqualTo(1);
        assertThat(driver.toAlpha()).isZero();
    }
}
