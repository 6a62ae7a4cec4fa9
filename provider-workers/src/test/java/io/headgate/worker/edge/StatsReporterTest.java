package io.headgate.worker.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.schemas.message.AttemptStats;
import io.headgate.schemas.message.AttemptStats.Checks;
import io.headgate.schemas.message.AttemptStats.Gate;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.worker.Samples;
import io.headgate.worker.guard.TargetState;
import io.headgate.worker.report.Ended;
import io.headgate.worker.report.ProviderBooks;
import io.headgate.worker.report.StatsSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatsReporterTest {
    private final List<AttemptStats> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final StatsReporter reporter =
            new StatsReporter("w1", () -> List.of(source()), told::add, Clock.systemUTC());
    private final ProviderBooks books = new ProviderBooks(Clock.systemUTC(), reporter::news);
    private volatile @Nullable RuntimeException fault;

    @AfterEach
    void close() {
        reporter.close();
    }

    @Test
    void tellsAllThatEnded_inAFewRecords() {
        reporter.start();
        for (int i = 0; i < 1_000; i++) {
            books.ended(Ended.completed(Samples.TARGET, Instant.now(), Duration.ofMillis(20)), Duration.ofMillis(20));
        }
        await().untilAsserted(() -> assertThat(completed()).isEqualTo(1_000));
        assertThat(told).hasSizeLessThan(20);
    }

    /** Its sign of life is ten seconds away: what is told within five was told for the news. */
    @Test
    void wakesForNews_whenItWasIdle() {
        reporter.start();
        await().until(() -> told.size() == 1);
        await().during(Duration.ofSeconds(1)).until(() -> told.size() == 1);
        assertThat(looks).as("looks while nothing happened").hasValueLessThanOrEqualTo(2);

        books.ended(Ended.completed(Samples.TARGET, Instant.now(), Duration.ofMillis(20)), Duration.ofMillis(20));
        await().atMost(Duration.ofSeconds(5)).until(() -> completed() == 1);
    }

    @Test
    void goesOn_whenASourceFailed() {
        fault = new IllegalStateException("as ordered");
        reporter.start();
        await().until(() -> looks.get() == 1);
        fault = null;
        books.ended(Ended.completed(Samples.TARGET, Instant.now(), Duration.ofMillis(20)), Duration.ofMillis(20));
        await().atMost(Duration.ofSeconds(5)).until(() -> completed() == 1);
    }

    private long completed() {
        return told.stream()
                .mapToLong(stats -> stats.ended().getOrDefault(AttemptStatus.COMPLETED, 0L))
                .sum();
    }

    private StatsSource source() {
        return new StatsSource() {
            @Override
            public List<TargetState> states() {
                looks.incrementAndGet();
                RuntimeException ordered = fault;
                if (ordered != null) {
                    throw ordered;
                }
                return List.of(new TargetState(Samples.TARGET, 0, 10, 0, Gate.OPEN_WIDE, Checks.NONE));
            }

            @Override
            public ProviderBooks books() {
                return books;
            }

            @Override
            public long unread() {
                return 0;
            }

            @Override
            public int tenants() {
                return 1;
            }

            @Override
            public @Nullable Double allowedRate() {
                return null;
            }
        };
    }
}
