package io.headgate.router.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Samples;
import io.headgate.router.waiting.RoomLimits;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Notice;
import io.headgate.schemas.message.Priority;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who waits, why, and what becomes of it; providers of the sample catalogue may have two requests at once here. */
class WaitingTopologyTest {
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
    void whatAProviderCannotBeginSoon_waits_isTold_andGoesWhenAnAttemptIsSettled() {
        driver.admit(Requests.request("r-1"), Requests.request("r-2"), Requests.request("r-3"));
        assertThat(driver.dispatchedIds()).containsExactly("r-1", "r-2");
        Notice notice = driver.notice();
        assertThat(notice.key()).hasToString("acme/r-3");
        assertThat(notice.kind()).isEqualTo(Notice.Kind.WAITING);
        assertThat(notice.message()).contains("alpha");

        driver.settle("r-1");
        assertThat(driver.dispatchedIds()).containsExactly("r-1", "r-2", "r-3");
        assertThat(driver.stored()).isZero();
        driver.assertNothingIn(AdmissionDriver.TOPICS.results(), AdmissionDriver.TOPICS.notices());
    }

    @Test
    void anAttemptThatCannotBeRead_isWithItsProviderNoLonger() {
        driver.admit(Requests.request("r-1"), Requests.request("r-2"), Requests.request("r-3"));
        driver.send(AdmissionDriver.TOPICS.attempts(), new byte[] {9});
        driver.pass(Duration.ofSeconds(1));
        assertThat(driver.dispatchedIds()).containsExactly("r-1", "r-2", "r-3");
    }

    @Test
    void whatWaits_isNotOvertaken_byWhatComesLater() {
        driver.admit(
                Requests.request("r-1"), Requests.request("r-2"), Requests.request("r-3"), Requests.request("r-4"));
        driver.settle("r-1");
        driver.admit(Requests.request("r-5"));
        driver.settle("r-2");
        driver.settle("r-3");
        assertThat(driver.dispatchedIds()).containsExactly("r-1", "r-2", "r-3", "r-4", "r-5");
    }

    @Test
    void criticalWorkHasAQueueOfItsOwn_andBackgroundGoesLast() {
        driver.admit(Requests.request("r-1"), Requests.request("r-2"));
        driver.admit(Requests.request("b", Priority.BACKGROUND), Requests.request("s", Priority.STANDARD));
        driver.admit(Requests.request("c", Priority.CRITICAL));
        assertThat(driver.criticalIds()).containsExactly("c");
        driver.settle("r-1");
        driver.settle("r-2");
        driver.settle("c");
        assertThat(driver.dispatchedIds()).containsExactly("r-1", "r-2", "s", "b");
    }

    @Test
    void whatWaitsPastItsDeadline_endsOnce_sayingWhyItWaited() {
        driver.admit(Requests.request("r-1"), Requests.request("r-2"), Requests.request("r-3"));
        driver.pass(Duration.ofSeconds(601));
        InferenceResult result = driver.result();
        assertThat(result.key()).hasToString("acme/r-3");
        assertThat(AdmissionDriver.codeOf(result)).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
        assertThat(AdmissionDriver.failureOf(result).message()).contains("as much as it can begin soon");
        driver.settle("r-1");
        driver.settle("r-2");
        assertThat(driver.dispatchedIds()).containsExactly("r-1", "r-2");
        driver.assertNothingIn(AdmissionDriver.TOPICS.results());
        assertThat(driver.stored()).isZero();
    }

    @Test
    void whatNobodyCanServeNow_waits_andGoesWhenSomebodyCan() {
        driver.reachable = false;
        driver.admit(Requests.request("r-1"));
        assertThat(driver.notice().message()).contains("has no dispatch topic");
        driver.pass(Duration.ofSeconds(30));
        driver.assertNothingIn(AdmissionDriver.TOPICS.results(), AdmissionDriver.TOPICS.notices());
        driver.reachable = true;
        driver.pass(Duration.ofSeconds(2));
        assertThat(driver.dispatchedIds()).containsExactly("r-1");
    }

    @Test
    void whatComesBackAndCannotGoOn_waits_andEndsWithItsAttempts() {
        driver.reachable = false;
        AttemptSummary eu = Samples.summary("eu", FailureCode.PROVIDER_UNAVAILABLE);
        driver.attempt(Samples.attempt(new Disposition.Continue(Samples.request("r-1"), List.of(eu)), 1, eu));
        driver.pass(Duration.ofSeconds(601));
        InferenceResult result = driver.result();
        assertThat(AdmissionDriver.codeOf(result)).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
        assertThat(AdmissionDriver.failureOf(result).message()).contains("provider_unavailable");
        assertThat(result.attempts()).containsExactly(eu);
    }

    @Test
    void whatComesBackAndWaits_goesOnAsItsNextAttempt() {
        driver.reachable = false;
        AttemptSummary eu = Samples.summary("eu", FailureCode.PROVIDER_UNAVAILABLE);
        driver.attempt(Samples.attempt(new Disposition.Continue(Samples.request("r-1"), List.of(eu)), 1, eu));
        driver.reachable = true;
        driver.pass(Duration.ofSeconds(2));
        Dispatch dispatch = driver.dispatch();
        assertThat(dispatch.attempt()).hasToString("r-1/2");
        assertThat(dispatch.history()).containsExactly(eu);
    }

    @Test
    void aWaitThatIsShort_isNotToldOf_andOneThatBecomesLongIs() {
        for (int i = 0; i < 40; i++) {
            driver.admit(Requests.request("quick-" + i));
            driver.settle("quick-" + i);
        }
        // About eight a second are known to end: the third is expected to go at once.
        driver.admitUntilOneWaits("slow");
        driver.assertNothingIn(AdmissionDriver.TOPICS.notices());
        driver.pass(Duration.ofMillis(1_100));
        assertThat(driver.notice().kind()).isEqualTo(Notice.Kind.WAITING);
        driver.assertNothingIn(AdmissionDriver.TOPICS.notices());
    }

    @Test
    void whatIsCancelledWhileItWaits_endsOnce_howeverOftenItIsCancelled() {
        driver.admit(Requests.request("r-1"), Requests.request("r-2"), Requests.request("r-3"));
        driver.cancel("r-3");
        driver.cancel("r-3");
        InferenceResult result = driver.result();
        assertThat(result.key()).hasToString("acme/r-3");
        assertThat(AdmissionDriver.codeOf(result)).isEqualTo(FailureCode.CANCELLED);
        driver.settle("r-1");
        driver.pass(Duration.ofSeconds(601));
        assertThat(driver.dispatchedIds()).containsExactly("r-1", "r-2");
        driver.assertNothingIn(AdmissionDriver.TOPICS.results());
    }

    @Test
    void whatIsDispatched_isTheWorkersToCancel() {
        driver.admit(Requests.request("r-1"));
        driver.cancel("r-1");
        driver.assertNothingIn(AdmissionDriver.TOPICS.results(), AdmissionDriver.TOPICS.notices());
    }

    @Test
    void whatIsCancelledBeforeItComes_orBeforeItComesBack_ends() {
        driver.cancel("r-1");
        driver.admit(Requests.request("r-1"));
        assertThat(AdmissionDriver.codeOf(driver.result())).isEqualTo(FailureCode.CANCELLED);
        driver.admit(Requests.request("r-2"));
        driver.cancel("r-2");
        AttemptSummary eu = Samples.summary("eu", FailureCode.PROVIDER_UNAVAILABLE);
        driver.attempt(WorkerAnswers.comesBack(Requests.request("r-2"), eu));
        InferenceResult result = driver.result();
        assertThat(result.key()).hasToString("acme/r-2");
        assertThat(AdmissionDriver.codeOf(result)).isEqualTo(FailureCode.CANCELLED);
        assertThat(result.attempts()).containsExactly(eu);
        driver.assertNothingIn(AdmissionDriver.TOPICS.results());
    }

    @Test
    void anOldCancel_doesNotMeanALaterRequestOfTheSameName() {
        driver.cancel("r-1", Samples.NOW.minusSeconds(60));
        driver.admit(Requests.request("r-1"));
        assertThat(driver.dispatchedIds()).containsExactly("r-1");
    }

    @Test
    void aCancel_isForgotten_afterTheIdempotencyWindow() {
        driver.cancel("r-1");
        driver.cancel("r-2");
        driver.sleep(Duration.ofHours(23));
        driver.admit(Requests.patient("r-1"));
        assertThat(AdmissionDriver.codeOf(driver.result())).isEqualTo(FailureCode.CANCELLED);
        driver.sleep(Duration.ofHours(26));
        driver.admit(Requests.patient("r-2"));
        assertThat(driver.dispatchedIds()).containsExactly("r-2");
    }

    @Test
    void aRepeatOfWhatWaits_isAbsorbed() {
        driver.admit(
                Requests.request("r-1"), Requests.request("r-2"), Requests.request("r-3"), Requests.request("r-3"));
        assertThat(driver.notice().kind()).isEqualTo(Notice.Kind.WAITING);
        assertThat(driver.notice().kind()).isEqualTo(Notice.Kind.DUPLICATE_ABSORBED);
        driver.settle("r-1");
        driver.settle("r-2");
        assertThat(driver.dispatchedIds()).containsExactly("r-1", "r-2", "r-3");
    }

    @Test
    void aFullRoom_bindsEarly_inTurn() {
        restart(new RoomLimits(2, 1_000_000));
        driver.admit(Requests.request("r-1"), Requests.request("r-2"));
        driver.admit(Requests.request("r-3"), Requests.request("r-4"), Requests.request("r-5"));
        assertThat(driver.dispatchedIds()).containsExactly("r-1", "r-2", "r-3");
        assertThat(driver.stored()).isEqualTo(2);
    }

    @Test
    void whatNobodyCanServe_endsAtOnce_whenTheRoomIsFull() {
        restart(new RoomLimits(1, 1_000_000));
        driver.reachable = false;
        driver.admit(Requests.request("r-1"), Requests.request("r-2"));
        InferenceResult result = driver.result();
        assertThat(result.key()).hasToString("acme/r-2");
        assertThat(AdmissionDriver.codeOf(result)).isEqualTo(FailureCode.NO_CANDIDATE);
    }

    @Test
    void oneTenantsFlood_doesNotDelayAnother() {
        for (int i = 0; i < 50; i++) {
            driver.admit(Requests.request("noisy-" + i));
        }
        driver.admit(Requests.request("quiet-1", "quiet"), Requests.request("quiet-2", "quiet"));
        driver.settle("noisy-0");
        driver.settle("noisy-1");
        assertThat(driver.dispatchedIds()).startsWith("noisy-0", "noisy-1").contains("quiet-1");
    }

    @Test
    void unreadableCancel_goesToTheDeadLetters() {
        driver.send(AdmissionDriver.TOPICS.cancels(), new byte[] {7});
        assertThat(driver.count(AdmissionDriver.TOPICS.deadletters())).isEqualTo(1);
    }

    @Test
    void aDefectInRoutingWhatWaited_endsTheRequest_andTheStreamGoesOn() {
        driver.reachable = false;
        driver.admit(Requests.request("r-1"));
        driver.defect = true;
        driver.pass(Duration.ofSeconds(2));
        assertThat(AdmissionDriver.codeOf(driver.result())).isEqualTo(FailureCode.UNKNOWN);
        driver.defect = false;
        driver.reachable = true;
        driver.admit(Requests.request("r-2"));
        assertThat(driver.dispatchedIds()).containsExactly("r-2");
    }

    private void restart(RoomLimits room) {
        driver.close();
        driver = new AdmissionDriver(stateDir, room);
    }
}
