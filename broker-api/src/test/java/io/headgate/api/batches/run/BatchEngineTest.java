package io.headgate.api.batches.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.api.batches.Batch;
import io.headgate.api.batches.BatchStatus;
import io.headgate.api.batches.Counts;
import io.headgate.api.batches.Times;
import io.headgate.api.batches.Tokens;
import io.headgate.api.batches.Upload;
import io.headgate.api.batches.run.BatchEngine.Work;
import io.headgate.api.files.Purpose;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What an engine says of its own work. */
class BatchEngineTest {
    private static final TenantId TENANT = new TenantId("acme");
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Mishaps none = new Mishaps(new Random(1), 0);
    private final MemoryFiles files = new MemoryFiles(() -> NOW, none);
    private final MemoryBroker broker = new MemoryBroker(new Random(1), none, 0);
    private final MemoryBook book = new MemoryBook(batch(), broker, () -> NOW, none);

    @Test
    void saysForHowLongItIsAtAStep_andThatItIsOver() {
        CountDownLatch go = new CountDownLatch(1);
        try (BatchEngine engine = engine(() -> go.await())) {
            assertThat(engine.work()).isEqualTo(new Work(1, 1, Duration.ZERO));

            engine.start();
            await().atMost(SOON).until(() -> engine.work().longestStep().compareTo(Duration.ofMillis(300)) > 0);

            go.countDown();
            await().atMost(SOON).until(() -> engine.work().longestStep().compareTo(Duration.ofMillis(100)) < 0);
            assertThat(engine.work().running()).isEqualTo(1);
        }
    }

    @Test
    void saysThatAThreadHasDied() {
        try (BatchEngine engine = engine(() -> {
            throw new AssertionError("what no step should throw");
        })) {
            engine.start();

            // The thread's own end is what is awaited, not a failure of the test.
            await().dontCatchUncaughtExceptions()
                    .atMost(SOON)
                    .until(() -> engine.work().running() == 0);
            assertThat(engine.work().longestStep()).isZero();
        }
    }

    @Test
    void whileThereIsNothingToDo_oneOfItsThreadsLooksForAll() {
        AtomicInteger looks = new AtomicInteger();
        Claims nothing = claims(() -> {
            looks.incrementAndGet();
            return Optional.empty();
        });
        try (BatchEngine engine =
                new BatchEngine(nothing, stepper((_, _) -> new InputCheck.Checked.Good(List.of())), 16)) {
            long begun = System.nanoTime();
            engine.start();
            await().atMost(SOON).until(() -> looks.get() >= 4);

            // Each look is followed by a rest of 200 ms, and 16 that looked for themselves would have had four at once.
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(500));
            assertThat(looks).hasValueLessThan(16);
        }
    }

    @Test
    void whatOneFindsLetsTheNextLook_soThatSeveralWorkAtOnce() {
        CountDownLatch together = new CountDownLatch(3);
        Claim claim = book.claim(Stepper.LEASE).orElseThrow();
        Claims plenty = claims(() -> Optional.of(claim));
        InputCheck check = (_, _) -> {
            together.countDown();
            try {
                together.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            return new InputCheck.Checked.Good(List.of());
        };
        try (BatchEngine engine = new BatchEngine(plenty, stepper(check), 3)) {
            engine.start();

            await().atMost(SOON).until(() -> together.getCount() == 0);
        }
    }

    private static Claims claims(Supplier<Optional<Claim>> finding) {
        return new Claims() {
            @Override
            public Optional<Claim> claim(Duration lease) {
                return finding.get();
            }

            @Override
            public void keep(Claim claim, Duration lease) {}

            @Override
            public void release(Claim claim, Duration pause) {}
        };
    }

    private interface Checking {
        void check() throws InterruptedException;
    }

    private BatchEngine engine(Checking checking) {
        InputCheck check = (_, _) -> {
            try {
                checking.check();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            return new InputCheck.Checked.Good(List.of());
        };
        return new BatchEngine(book, stepper(check), 1);
    }

    private Stepper stepper(InputCheck check) {
        return new Stepper(book, book, files, check, broker, broker, _ -> true, new FlightLimit(2, 7), () -> NOW);
    }

    private Batch batch() {
        return new Batch(
                TENANT,
                new BatchId("batch_1"),
                BatchStatus.VALIDATING,
                new Upload(files.put(TENANT, Purpose.BATCH, "{}"), "/v1/chat/completions", null, null, null, null),
                Map.of(),
                "test",
                null,
                Counts.NONE,
                Times.created(NOW, NOW.plus(Duration.ofHours(24))),
                Tokens.NONE,
                List.of(),
                0,
                false);
    }
}
