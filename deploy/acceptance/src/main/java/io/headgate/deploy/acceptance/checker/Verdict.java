package io.headgate.deploy.acceptance.checker;

import io.headgate.deploy.acceptance.checker.Finding.Broken;
import io.headgate.deploy.acceptance.checker.Finding.Holds;
import io.headgate.deploy.acceptance.checker.Finding.NotJudged;
import java.util.List;

/**
 * What was found of an installation: one judgement for each invariant, in order.
 *
 * @param judgements I1 to I16
 */
public record Verdict(List<Judgement> judgements) {
    public Verdict {
        judgements = List.copyOf(judgements);
    }

    /** Whether nothing is broken. What was not judged breaks nothing: see {@link #notJudged()}. */
    public boolean holds() {
        return judgements.stream().noneMatch(judgement -> judgement.finding() instanceof Broken);
    }

    /** What came out for one invariant. */
    public Finding of(Invariant invariant) {
        return judgements.stream()
                .filter(judgement -> judgement.invariant() == invariant)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no judgement of " + invariant))
                .finding();
    }

    /** The invariants that hold. */
    public List<Invariant> holding() {
        return with(Holds.class);
    }

    /** The invariants that do not hold. */
    public List<Invariant> broken() {
        return with(Broken.class);
    }

    /** The invariants that could not be judged. */
    public List<Invariant> notJudged() {
        return with(NotJudged.class);
    }

    /** A table for a terminal: a line for each invariant, the offending ids below it. Ends in a line break. */
    public String text() {
        return VerdictText.of(this);
    }

    /** One JSON object: {@code {"holds": …, "judgements": [{"invariant", "promise", "finding", "counted", …}]}}. */
    public String json() {
        return VerdictJson.of(this);
    }

    private List<Invariant> with(Class<? extends Finding> kind) {
        return judgements.stream()
                .filter(judgement -> kind.isInstance(judgement.finding()))
                .map(Judgement::invariant)
                .toList();
    }
}
