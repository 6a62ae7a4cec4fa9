package io.headgate.deploy.acceptance.checker.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.acceptance.checker.Finding;
import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.Verdict;
import java.util.List;
import java.util.function.Consumer;

/** Asserts what is found of a run. */
final class Judged {
    private Judged() {}

    /** What is found of the sound run, changed. */
    static Verdict after(Consumer<Run> change) {
        Run run = Run.sound();
        change.accept(run);
        return Judges.judge(run.evidence());
    }

    /** After the change exactly this invariant is broken, and the first offence begins with the id. */
    static void breaks(Invariant invariant, String id, Consumer<Run> change) {
        breaks(List.of(invariant), id, change);
    }

    /** After the change exactly these are broken; the first offence against the first of them begins with the id. */
    static void breaks(List<Invariant> invariants, String id, Consumer<Run> change) {
        Verdict verdict = after(change);
        assertThat(verdict.broken()).as(verdict.text()).containsExactlyInAnyOrderElementsOf(invariants);
        Finding finding = verdict.of(invariants.getFirst());
        assertThat(finding)
                .isInstanceOfSatisfying(
                        Finding.Broken.class,
                        broken -> assertThat(broken.examples().getFirst()).startsWith(id + ": "));
    }

    /** The change breaks nothing. */
    static void breaksNothing(Consumer<Run> change) {
        Verdict verdict = after(change);
        assertThat(verdict.broken()).as(verdict.text()).isEmpty();
    }

    /** After the change this invariant is not judged, and nothing is broken. */
    static void leavesUnjudged(Invariant invariant, Consumer<Run> change) {
        Verdict verdict = after(change);
        assertThat(verdict.broken()).as(verdict.text()).isEmpty();
        assertThat(verdict.notJudged()).contains(invariant);
    }
}
