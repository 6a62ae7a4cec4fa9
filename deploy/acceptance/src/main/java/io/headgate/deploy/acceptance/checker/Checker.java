package io.headgate.deploy.acceptance.checker;

import io.headgate.deploy.acceptance.checker.judge.Judges;
import io.headgate.deploy.acceptance.checker.read.EvidenceReader;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Judges an installation that is at rest: see {@link Quiet}. Reads everything from the beginning and changes nothing; a
 * hundred thousand requests take some ten seconds and 300 MB.
 */
public final class Checker {
    private Checker() {}

    /**
     * Judges all invariants.
     *
     * @throws IllegalStateException when something that was named cannot be read
     */
    public static Verdict judge(Installation installation) throws InterruptedException {
        return judge(installation, Duration.ZERO);
    }

    /**
     * Judges all invariants where clocks were wrong.
     *
     * @param clocksBehind by how much clocks of its services were set back
     * @throws IllegalStateException when something that was named cannot be read
     */
    public static Verdict judge(Installation installation, Duration clocksBehind) throws InterruptedException {
        return Judges.judge(new EvidenceReader(installation, _ -> {}).read(), clocksBehind);
    }

    /**
     * Judges all invariants, and tells what it does.
     *
     * @param progress is told what was read, a line at a time, from several threads
     * @throws IllegalStateException when something that was named cannot be read
     */
    public static Verdict judge(Installation installation, Consumer<String> progress) throws InterruptedException {
        return Judges.judge(new EvidenceReader(installation, progress).read());
    }
}
