package io.headgate.deploy.acceptance.checker.judge;

import static io.headgate.deploy.acceptance.checker.judge.Judged.breaks;
import static io.headgate.deploy.acceptance.checker.judge.Judged.breaksNothing;
import static io.headgate.deploy.acceptance.checker.judge.Judged.leavesUnjudged;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.evidence.Ended;
import io.headgate.deploy.acceptance.checker.evidence.Key;
import io.headgate.deploy.acceptance.checker.evidence.Noticed;
import io.headgate.deploy.acceptance.checker.evidence.Place;
import io.headgate.deploy.acceptance.checker.evidence.Published;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** I1 to I3: beginnings and ends. */
class EndsTest {
    private static final long DAY = Duration.ofHours(24).toMillis();

    @Test
    void aSoundRunHolds_inAllThatItHasEvidenceOf() {
        var verdict = Judges.judge(Run.sound().evidence());
        assertThat(verdict.broken()).as(verdict.text()).isEmpty();
        assertThat(verdict.notJudged()).containsExactly(Invariant.I15, Invariant.I16);
    }

    @Test
    void aRequestWithoutATerminalEventIsLost() {
        breaks(Invariant.I1, "acme/r-1", run -> run.results.remove(1));
    }

    @Test
    void aRequestThatWaitsBeforeItsDeadlineIsOpen_andOneThatNobodyToldToWaitIsLost() {
        leavesUnjudged(Invariant.I1, run -> {
            run.results.remove(1);
            run.readAt = Run.DEADLINE - 1;
            run.notices.add(new Noticed(new Key("acme", "r-1"), Noticed.WAITING));
        });
        breaks(Invariant.I1, "acme/r-1", run -> {
            run.results.remove(1);
            run.readAt = Run.DEADLINE - 1;
        });
        breaks(Invariant.I1, "acme/r-1", run -> {
            run.results.remove(1);
            run.notices.add(new Noticed(new Key("acme", "r-1"), Noticed.WAITING));
        });
    }

    @Test
    void whatWasPublishedIsAdmittedOrBuried() {
        breaks(Invariant.I1, "headgate.requests-0@7", run -> run.published.add(Run.published(7, "acme", "r-7")));
        Published nobodys = new Published(Run.requestPlace(7), List.of(), List.of(), "topic-0-7", false);
        breaksNothing(run -> {
            run.published.add(nobodys);
            run.buried.add(nobodys.place());
        });
        breaks(Invariant.I1, "headgate.requests-0@7", run -> {
            run.published.add(Run.published(7, "acme", "r-7"));
            run.buried.add(Run.requestPlace(7));
        });
    }

    @Test
    void anUnreadableRecordThatNobodyBuriedBreaksI1() {
        breaks(
                Invariant.I1,
                "headgate.admissions-0@9",
                run -> run.unreadable.add("headgate.admissions-0@9: cannot be read"));
    }

    @Test
    void aRepeatIsAbsorbed_byItsIdAndByItsIdempotencyKey() {
        breaksNothing(run -> repeat(run, 7, "r-0", null, "hash-0", Run.NOON + 5));
        breaksNothing(run -> repeat(run, 7, "r-0", null, "another", Run.NOON + 5));
        breaksNothing(run -> {
            repeat(run, 7, "r-7", "once", "hash-7", Run.NOON + 5);
            run.results.add(new Ended(new Place("headgate.results", 0, 7), new Key("acme", "r-7"), null, null));
            repeat(run, 8, "r-8", "once", "hash-7", Run.NOON + 6);
        });
    }

    @Test
    void anIdThatIsUsedAgainAfterTwoDaysHasTwoEnds_andAnEndOfItsOwnIsOwed() {
        breaksNothing(run -> {
            repeat(run, 7, "r-0", null, "hash-0", Run.NOON + 2 * DAY + 1);
            run.results.add(Run.ended(7, "r-0"));
        });
        breaks(Invariant.I1, "acme/r-0", run -> repeat(run, 7, "r-0", null, "hash-0", Run.NOON + 2 * DAY + 1));
        // Between one day and two the memory may have it or not.
        breaksNothing(run -> repeat(run, 7, "r-0", null, "hash-0", Run.NOON + DAY + 1));
    }

    @Test
    void twoTerminalEventsAreOneTooMany() {
        breaks(
                Invariant.I2,
                "acme/r-1",
                run -> run.results.add(
                        new Ended(new Place("headgate.results", 1, 0), new Key("acme", "r-1"), "r-1/1", "sha-r-1")));
    }

    @Test
    void aRecordIsAdmittedOnce() {
        breaks(
                Invariant.I2,
                "acme/r-1",
                run -> run.admissions.add(Run.admitted(1, "r-1", null, "hash-1", Run.NOON + 1)));
    }

    @Test
    void aTerminalEventOfNobodysRequestBreaksI3() {
        breaks(
                Invariant.I3,
                "acme/r-9",
                run -> run.results.add(
                        new Ended(new Place("headgate.results", 0, 9), new Key("acme", "r-9"), null, null)));
    }

    @Test
    void anAdmissionOfNoRecordBreaksI3() {
        breaks(
                List.of(Invariant.I3, Invariant.I1),
                "acme/r-9",
                run -> run.admissions.add(Run.admitted(9, "r-9", null, "hash-9", Run.NOON)));
    }

    @Test
    void withoutTheFirstRecordsNobodyCanTell() {
        leavesUnjudged(Invariant.I1, run -> run.cut.add("results"));
        leavesUnjudged(Invariant.I3, run -> run.cut.add("requests.acme"));
    }

    private static void repeat(Run run, int offset, String id, @Nullable String idempotencyKey, String hash, long at) {
        run.published.add(Run.published(offset, "acme", id));
        run.admissions.add(Run.admitted(offset, id, idempotencyKey, hash, at));
    }
}
