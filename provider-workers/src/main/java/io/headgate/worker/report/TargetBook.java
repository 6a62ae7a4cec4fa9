package io.headgate.worker.report;

import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStats;
import io.headgate.schemas.message.AttemptStats.Checks;
import io.headgate.schemas.message.AttemptStats.Generation;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.guard.TargetState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Counts the attempts at one model of one endpoint, in windows. An attempt that is noted while a window is being closed
 * may be counted in it in part, and in the next for the rest; nothing is lost and nothing counted twice. Thread-safe; does
 * not block who notes.
 */
public final class TargetBook {
    private final Target target;
    private final TallyByName<AttemptStatus> ended = new TallyByName<>(AttemptStatus.class);
    private final TallyByName<FailureCode> failures = new TallyByName<>(FailureCode.class);
    private final SketchTally latency = new SketchTally();
    private final SketchTally firstByte = new SketchTally();
    private final Tally inputTokens = new Tally();
    private final Tally outputTokens = new Tally();
    private final Tally generatingNanos = new Tally();
    private final Tally completed = new Tally();
    private final Tally heldNanos = new Tally();
    /** Counted up when an attempt is wholly noted. */
    private final LongAdder noted = new LongAdder();

    private final ReentrantLock closing = new ReentrantLock();
    private final ServiceRate serviceRate = new ServiceRate();
    private volatile long notedBefore;
    private Instant windowStart;
    private Checks checksBefore = Checks.NONE;

    /** @param opened when its first window begins */
    public TargetBook(Target target, Instant opened) {
        this.target = target;
        this.windowStart = opened;
    }

    public Target target() {
        return target;
    }

    /**
     * Notes an attempt.
     *
     * @param held how long its call was under way, from the permit on; zero when none was made
     */
    public void ended(Attempt attempt, Duration held) {
        AttemptSummary summary = attempt.summary();
        ended.add(summary.status());
        if (summary.status() == AttemptStatus.COMPLETED) {
            completed(attempt, held);
        }
        if (summary.failure() != null) {
            failures.add(summary.failure().code());
        }
        noted.increment();
    }

    private void completed(Attempt attempt, Duration held) {
        AttemptSummary summary = attempt.summary();
        latency.add(summary.duration());
        Instant begun = attempt.firstByteAt();
        if (begun != null) {
            Duration before = notNegative(Duration.between(summary.startedAt(), begun));
            firstByte.add(before);
            generatingNanos.add(notNegative(summary.duration().minus(before)).toNanos());
        }
        Usage usage = attempt.usage();
        if (usage != null) {
            inputTokens.add(usage.inputTokens());
            outputTokens.add(usage.outputTokens());
        }
        completed.add(1);
        heldNanos.add(notNegative(held).toNanos());
    }

    /** Whether anything was noted since the last window was closed. */
    public boolean hasNews() {
        return noted.sum() != notedBefore;
    }

    /** Attempts since the process began, by status; a status that is absent has none. */
    public Map<AttemptStatus, Long> endedInAll() {
        return ended.totals();
    }

    /** Attempts that failed since the process began, by code, broken contracts among them; a code that is absent has none. */
    public Map<FailureCode, Long> failedInAll() {
        return failures.totals();
    }

    /**
     * Closes the window and begins the next.
     *
     * @param worker name of the process
     * @param state how the guard stands to the target at this moment
     * @param unread see {@link AttemptStats.Load#unread()}
     * @param tenants see {@link AttemptStats.Load#tenants()}
     * @param allowedRate calls a second that the rate limit allows this process; null when there is no limit
     */
    public AttemptStats drain(
            String worker, TargetState state, long unread, int tenants, @Nullable Double allowedRate, Instant now) {
        closing.lock();
        try {
            // Before the counts: what is noted meanwhile is news again, be it counted or not.
            notedBefore = noted.sum();
            Instant start = windowStart.isBefore(now) ? windowStart : now;
            Duration window = longer(Duration.between(start, now), Duration.ofMillis(1));
            windowStart = now;
            serviceRate.add(completed.untold(), heldNanos.untold(), window);
            return new AttemptStats(
                    worker,
                    target,
                    start,
                    window,
                    ended.untold(),
                    failures.untold(),
                    latency.untold(),
                    firstByte.untold(),
                    new Generation(
                            inputTokens.untold(), outputTokens.untold(), Duration.ofNanos(generatingNanos.untold())),
                    new AttemptStats.Load(
                            state.inFlight(),
                            state.limit(),
                            state.waiting(),
                            unread,
                            serviceRate.at(state.limit(), allowedRate),
                            tenants),
                    state.gate(),
                    checks(state.checks()));
        } finally {
            closing.unlock();
        }
    }

    /** The guard counts since it began, and begins anew with its loop. */
    private Checks checks(Checks now) {
        Checks before = checksBefore;
        checksBefore = now;
        boolean anew = now.passed() < before.passed() || now.failed() < before.failed();
        return anew ? now : new Checks(now.passed() - before.passed(), now.failed() - before.failed());
    }

    private static Duration notNegative(Duration duration) {
        return longer(duration, Duration.ZERO);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
