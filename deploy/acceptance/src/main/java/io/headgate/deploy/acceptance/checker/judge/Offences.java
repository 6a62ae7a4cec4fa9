package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.Finding;
import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.Judgement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects what breaks an invariant: all are counted, the first are told. */
final class Offences {
    private final List<String> examples = new ArrayList<>();
    private long count;

    /**
     * Something is not as promised.
     *
     * @param id of what it is about
     * @param what a clause: {@code has no terminal event}
     */
    void add(Object id, String what) {
        tell(id + ": " + what);
    }

    /** Sentences that begin with their id. */
    void addAll(Collection<String> sentences) {
        sentences.forEach(this::tell);
    }

    boolean none() {
        return count == 0;
    }

    Judgement judgement(Invariant invariant, String counted) {
        return new Judgement(
                invariant, counted, count == 0 ? new Finding.Holds() : new Finding.Broken(count, examples));
    }

    /** A judgement that nothing was looked at, unless something is broken all the same. */
    Judgement judgementUnless(Invariant invariant, String counted, String missing) {
        return none()
                ? new Judgement(invariant, counted, new Finding.NotJudged(missing))
                : judgement(invariant, counted);
    }

    static Judgement notJudged(Invariant invariant, String why) {
        return new Judgement(invariant, "nothing", new Finding.NotJudged(why));
    }

    private void tell(String sentence) {
        count++;
        if (examples.size() < Finding.Broken.MOST_EXAMPLES) {
            examples.add(sentence);
        }
    }
}
