package io.headgate.deploy.acceptance.checker.judge;

import static io.headgate.deploy.acceptance.checker.judge.Judged.after;
import static io.headgate.deploy.acceptance.checker.judge.Judged.breaks;
import static io.headgate.deploy.acceptance.checker.judge.Judged.breaksNothing;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.acceptance.checker.Finding;
import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.evidence.Admitted;
import io.headgate.deploy.acceptance.checker.evidence.Published;
import io.headgate.deploy.acceptance.checker.evidence.Unread;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** I9, I12, I14 and I16: who may see what, what hangs, and replays. */
class ApartTest {
    @Test
    void whatIsUnderAnotherTenantBreaksI9() {
        breaks(
                Invariant.I9,
                "headgate.results-0@1",
                run -> run.ofOthers.add("headgate.results-0@1: its key is another's"));
    }

    @Test
    void anAdmissionForAnotherTenantThanWasNamedBreaksI9() {
        breaks(Invariant.I9, "acme/r-1", run -> run.published.set(1, Run.published(1, "globex", "r-1")));
    }

    @Test
    void anAdmissionUnderAnotherIdThanWasNamedBreaksI9() {
        breaks(Invariant.I9, "acme/r-1", run -> run.published.set(1, Run.published(1, "acme", "r-100")));
    }

    @Test
    void anIdThatNobodyNamedIsMadeOfTheRecordsPlace() {
        breaks(Invariant.I9, "acme/r-1", run -> run.published.set(1, nameless("topic-0-1")));
        breaksNothing(run -> run.published.set(1, nameless("r-1")));
    }

    @Test
    void whatLiesUnreadBreaksI12() {
        breaks(
                Invariant.I12,
                "headgate.admission",
                run -> run.unread.add(new Unread("headgate.admission", "headgate.attempts", 0, 2)));
    }

    @Test
    void aTransactionThatHangsBreaksI12() {
        breaks(Invariant.I12, "worker-1", run -> run.hanging.add("worker-1: its transaction is open"));
    }

    @Test
    void aSecretInALogBreaksI14() {
        breaks(Invariant.I14, "worker.log", run -> run.secrets.add("worker.log: a planted secret is in it"));
    }

    @Test
    void aReplayHasAParentThatWasAdmitted() {
        breaksNothing(run -> replay(run, "r-0"));
        breaks(Invariant.I16, "acme/r-1", run -> replay(run, "r-404"));
        breaks(Invariant.I16, "acme/r-1", run -> replay(run, "r-1"));
    }

    @Test
    void aReplayHasNotTheSecondNameOfItsParent() {
        Finding finding = after(run -> {
                    admit(run, 0, "idem-1", null);
                    admit(run, 1, "idem-1", "r-0");
                })
                .of(Invariant.I16);
        assertThat(finding)
                .isInstanceOfSatisfying(
                        Finding.Broken.class,
                        broken -> assertThat(broken.examples())
                                .containsExactly("acme/r-1: has the idempotency key of its parent acme/r-0"));
        breaksNothing(run -> {
            admit(run, 0, "idem-1", null);
            admit(run, 1, "idem-2", "r-0");
        });
    }

    private static Published nameless(String placeId) {
        return new Published(Run.requestPlace(1), List.of("acme"), List.of(), placeId, true);
    }

    /** Makes r-1 the replay of a request. */
    private static void replay(Run run, String parent) {
        admit(run, 1, null, parent);
    }

    /** Has a request admitted under a second name, or as a replay. */
    private static void admit(Run run, int which, @Nullable String idempotencyKey, @Nullable String parent) {
        Admitted of = run.admissions.get(which);
        run.admissions.set(
                which,
                new Admitted(
                        of.place(),
                        of.key(),
                        of.valid(),
                        idempotencyKey,
                        of.hash(),
                        of.deadline(),
                        of.origin(),
                        parent,
                        of.at()));
    }
}
