package io.headgate.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Provider;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Minutes of a provider's bad time, simulated: arrivals, calls, failures and repeats as events in a time of their own. */
class OutageTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int ARRIVALS_PER_SECOND = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Provider PROVIDER = Trials.provider(64);
    private static final CallTimeouts ALLOWED =
            Guard.timeouts(PROVIDER.timeouts(), PATIENCE).orElseThrow();

    private record Event(long at, long order, Runnable what) {}

    private record Asking(Waiter waiter, int call) {}

    private final Random random = new Random(42);
    private final Gates gates = new Gates(random, () -> {});
    private final Lines lines = new Lines(gates);
    private final RetryBudget budget = new RetryBudget();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private final Map<Waiter, Asking> waiting = new LinkedHashMap<>();
    private final Map<Long, Integer> completedInSecond = new TreeMap<>();
    private long now;
    private long order;
    private long alarm = TokenBucket.NEVER;
    private int firstCalls;
    private int calls;
    private int arrivals;
    private double failing;

    @Test
    void isBackWithinThirtySeconds_afterAMinuteInWhichEverythingFailed() {
        at(30 * SECOND, () -> failing = 1);
        at(90 * SECOND, () -> failing = 0);
        run(150);

        assertThat(calls).as("calls, of %d arrivals", arrivals).isLessThanOrEqualTo((int) (arrivals * 1.2));
        assertThat(completedBetween(10, 30)).isGreaterThanOrEqualTo(20 * ARRIVALS_PER_SECOND * 95 / 100);
        assertThat(completedBetween(31, 90)).isZero();
        assertThat(completedBetween(120, 150)).isGreaterThanOrEqualTo(30 * ARRIVALS_PER_SECOND * 95 / 100);
    }

    @Test
    void callsLittleMoreThanOncePerErrand_whenHalfOfTheCallsFail() {
        failing = 0.5;
        run(120);

        assertThat(firstCalls).isGreaterThan(500);
        assertThat(calls)
                .isGreaterThan(firstCalls)
                .isLessThanOrEqualTo(firstCalls * 6 / 5 + RetryBudget.INITIAL_REPEATS);
    }

    private void run(int seconds) {
        gates.follow(PROVIDER, Set.of(Trials.ONE), 0);
        at(0, () -> arrive(seconds * SECOND));
        while (!events.isEmpty() && events.peek().at < seconds * SECOND) {
            Event event = events.remove();
            now = event.at;
            event.what.run();
            settle();
        }
    }

    private void arrive(long end) {
        arrivals++;
        ask(1);
        if (now < end) {
            at(now + SECOND / ARRIVALS_PER_SECOND, () -> arrive(end));
        }
    }

    private void ask(int call) {
        long deadline = now + PATIENCE.toNanos();
        Waiter waiter = new Waiter(Trials.errand(Trials.ONE), deadline, false, now);
        waiting.put(waiter, new Asking(waiter, call));
        lines.join(waiter, now);
        at(deadline, () -> {
            if (waiting.remove(waiter) != null) {
                lines.leave(waiter, now);
            }
        });
    }

    /** As the entrance does: lets through whom it may, and comes again when the gates say. */
    private void settle() {
        long again = lines.admit(now);
        if (again < alarm || alarm <= now) {
            alarm = again;
            if (again != TokenBucket.NEVER) {
                at(again, () -> {});
            }
        }
        waiting.values().removeIf(asking -> {
            boolean decided = asking.waiter.decision() != null;
            if (asking.waiter.decision() instanceof Verdict.Passed(Pass pass)) {
                call(pass, asking.call);
            }
            return decided;
        });
    }

    private void call(Pass pass, int call) {
        calls++;
        firstCalls += call == 1 ? 1 : 0;
        boolean fails = random.nextDouble() < failing;
        long took = fails ? SECOND / 20 : SECOND / 5;
        at(now + took, () -> end(pass, call, fails ? Trials.DOWN : Trials.COMPLETED, took));
    }

    private void end(Pass pass, int call, CallOutcome outcome, long took) {
        gates.ended(pass, outcome, ALLOWED, took, now);
        gates.release(pass);
        if (call == 1) {
            budget.firstCall(now);
        }
        if (outcome instanceof CallOutcome.Completed) {
            completedInSecond.merge(now / SECOND, 1, Integer::sum);
            return;
        }
        Optional<Duration> pause = Retries.pause(
                Trials.errand(Trials.ONE), outcome, call, Duration.ofNanos(took), PATIENCE, PROVIDER.retry(), random);
        if (pause.isPresent() && budget.takeRepeat()) {
            at(now + pause.get().toNanos(), () -> ask(call + 1));
        }
    }

    private void at(long moment, Runnable what) {
        events.add(new Event(moment, order++, what));
    }

    private int completedBetween(long from, long to) {
        return completedInSecond.entrySet().stream()
                .filter(second -> second.getKey() >= from && second.getKey() < to)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
