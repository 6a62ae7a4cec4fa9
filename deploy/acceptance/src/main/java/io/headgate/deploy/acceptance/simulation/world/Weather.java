package io.headgate.deploy.acceptance.simulation.world;

import io.headgate.deploy.acceptance.simulation.log.Faults;
import java.util.List;
import java.util.Set;

/** How well the log behaves, by chance, and which mistakes are planted. Calm when it is told to be. */
final class Weather implements Faults {
    private static final List<CommitFault> FAULTS =
            List.of(CommitFault.ABORTED, CommitFault.DONE_UNHEARD, CommitFault.NOT_DONE_UNHEARD);

    private final Dice dice;
    private final Set<Mistake> mistakes;
    private boolean calm;

    Weather(Dice dice, Set<Mistake> mistakes) {
        this.dice = dice;
        this.mistakes = mistakes;
    }

    /** From now on nothing goes wrong by chance; mistakes stay. */
    void calm() {
        calm = true;
    }

    boolean isCalm() {
        return calm;
    }

    boolean has(Mistake mistake) {
        return mistakes.contains(mistake);
    }

    @Override
    public int fetched() {
        return calm ? 100 : dice.between(0, 6);
    }

    @Override
    public CommitFault commit() {
        if (calm || dice.percent(88)) {
            return CommitFault.NONE;
        }
        return dice.pick(FAULTS);
    }

    @Override
    public void mayDie() {
        if (!calm && dice.percent(1)) {
            throw new ProcessDied();
        }
    }

    @Override
    public boolean tellsOfLostPartitions() {
        return !has(Mistake.STALE_ASSIGNMENT_COMMITTED);
    }

    @Override
    public boolean readsAborted() {
        return has(Mistake.ABORTED_RECORDS_READ);
    }

    @Override
    public boolean commitsOffsetsFirst() {
        return has(Mistake.COMMIT_BEFORE_PRODUCE);
    }

    @Override
    public boolean refusesStaleOffsets() {
        return !has(Mistake.STALE_ASSIGNMENT_COMMITTED);
    }

    @Override
    public boolean keepsMetadata() {
        return !has(Mistake.COMPLETED_OFFSETS_FORGOTTEN);
    }

    /** A process is killed in the middle of something. Nothing of the product's is meant to catch it. */
    static final class ProcessDied extends Error {
        private static final long serialVersionUID = 1;

        ProcessDied() {
            super("killed", null, false, false);
        }
    }
}
