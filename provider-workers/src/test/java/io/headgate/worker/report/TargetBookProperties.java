package io.headgate.worker.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStats;
import io.headgate.schemas.message.AttemptStats.Checks;
import io.headgate.schemas.message.AttemptStats.Gate;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.DurationSketch;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.Samples;
import io.headgate.worker.guard.TargetState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TargetBookProperties {
    private static final TargetState STATE = new TargetState(Samples.TARGET, 0, 10, 0, Gate.OPEN_WIDE, Checks.NONE);

    /** Four threads note, one drains all the while: what the windows say adds up to what was noted. */
    @Property(tries = 100)
    void windowsAddUp_whenNotedAndDrainedAtOnce(@ForAll("attempts") List<Attempt> attempts) throws Exception {
        TargetBook book = new TargetBook(Samples.TARGET, Ended.START);
        List<Thread> noting = new ArrayList<>();
        CountDownLatch together = new CountDownLatch(1);
        for (int i = 0; i < 4; i++) {
            noting.add(Thread.ofPlatform().start(() -> {
                awaitUninterruptibly(together);
                attempts.forEach(
                        attempt -> book.ended(attempt, attempt.summary().duration()));
            }));
        }
        List<AttemptStats> windows = new ArrayList<>();
        Instant now = Ended.START;
        together.countDown();
        while (noting.stream().anyMatch(Thread::isAlive)) {
            now = now.plusMillis(1);
            windows.add(book.drain("w", STATE, 0, 0, null, now));
        }
        windows.add(book.drain("w", STATE, 0, 0, null, now.plusMillis(1)));

        assertThat(book.hasNews()).isFalse();
        assertThat(sum(windows.stream().map(AttemptStats::ended).toList())).isEqualTo(expectedEnded(attempts));
        assertThat(sum(windows.stream().map(AttemptStats::failures).toList())).isEqualTo(expectedFailures(attempts));
        assertThat(windows.stream().map(AttemptStats::latency).reduce(DurationSketch.EMPTY, DurationSketch::plus))
                .isEqualTo(expectedLatency(attempts));
        assertThat(windows.stream()
                        .mapToLong(w -> w.generation().outputTokens())
                        .sum())
                .isEqualTo(4 * completed(attempts).size() * 7L);
        assertThat(book.endedInAll()).isEqualTo(expectedEnded(attempts));
    }

    @Provide
    Arbitrary<List<Attempt>> attempts() {
        Arbitrary<Attempt> completed = Arbitraries.longs()
                .between(0, 3_600_000)
                .map(millis -> Ended.completed(Samples.TARGET, Ended.START, Duration.ofMillis(millis)));
        Arbitrary<Attempt> failed = Arbitraries.of(FailureCode.values())
                .map(code -> Ended.failed(Samples.TARGET, AttemptStatus.UNKNOWN, code, Ended.START));
        return Arbitraries.oneOf(completed, failed).list().ofMinSize(0).ofMaxSize(200);
    }

    private static <E> Map<E, Long> sum(List<Map<E, Long>> counts) {
        Map<E, Long> sum = new HashMap<>();
        counts.forEach(each -> each.forEach((name, count) -> sum.merge(name, count, Long::sum)));
        return sum;
    }

    private static Map<AttemptStatus, Long> expectedEnded(List<Attempt> attempts) {
        Map<AttemptStatus, Long> expected = new HashMap<>();
        attempts.forEach(attempt -> expected.merge(attempt.summary().status(), 4L, Long::sum));
        return expected;
    }

    private static Map<FailureCode, Long> expectedFailures(List<Attempt> attempts) {
        Map<FailureCode, Long> expected = new HashMap<>();
        attempts.stream()
                .filter(attempt -> attempt.summary().failure() != null)
                .forEach(attempt -> expected.merge(attempt.summary().failure().code(), 4L, Long::sum));
        return expected;
    }

    private static DurationSketch expectedLatency(List<Attempt> attempts) {
        DurationSketch once = DurationSketch.of(
                completed(attempts).stream().map(a -> a.summary().duration()).toList());
        return once.plus(once).plus(once).plus(once);
    }

    private static List<Attempt> completed(List<Attempt> attempts) {
        return attempts.stream()
                .filter(attempt -> attempt.summary().status() == AttemptStatus.COMPLETED)
                .toList();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
