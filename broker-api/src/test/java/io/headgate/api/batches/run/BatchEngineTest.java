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
import java.util.Random;
import java.util.concurrent.CountDownLatch;
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
        Stepper stepper =
                new Stepper(book, book, files, check, broker, broker, _ -> true, new FlightLimit(2, 7), () -> NOW);
        return new BatchEngine(book, stepper, 1);
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
