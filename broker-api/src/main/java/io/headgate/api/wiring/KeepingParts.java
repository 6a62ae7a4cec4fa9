package io.headgate.api.wiring;

import io.headgate.api.edge.ClusterQuestions;
import io.headgate.api.edge.KafkaTopicRetention;
import io.headgate.api.erasure.Eraser;
import io.headgate.api.erasure.Leftovers;
import io.headgate.api.erasure.store.HeldRows;
import io.headgate.api.erasure.store.PostgresErasureLog;
import io.headgate.api.retention.RetentionCounts;
import io.headgate.api.retention.RetentionJob;
import io.headgate.api.retention.RetentionPeriods;
import io.headgate.api.retention.RetentionRound;
import io.headgate.api.retention.store.AgedRows;
import io.headgate.schemas.process.KafkaConnection;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** How long things are kept, and how they are erased earlier. */
@Factory
final class KeepingParts {
    private static final Duration EVERY = Duration.ofHours(1);
    /** A process that starts has other things to do. */
    private static final Duration FIRST = Duration.ofMinutes(5);

    private static final Duration BREATH = Duration.ofMillis(100);

    @Singleton
    RetentionPeriods retentionPeriods(
            @Nullable @Property(name = "headgate.retention.results") Duration results,
            @Nullable @Property(name = "headgate.retention.files") Duration files,
            @Nullable @Property(name = "headgate.retention.erased") Duration erased) {
        RetentionPeriods usual = RetentionPeriods.DEFAULT;
        return new RetentionPeriods(
                Objects.requireNonNullElse(results, usual.results()),
                Objects.requireNonNullElse(files, usual.files()),
                Objects.requireNonNullElse(erased, usual.erased()));
    }

    @Singleton
    RetentionCounts retentionCounts() {
        return new RetentionCounts();
    }

    @Singleton
    Eraser eraser(DataSource dataSource) {
        DataSource unwrapped = DelegatingDataSource.unwrapDataSource(dataSource);
        return new Eraser(new PostgresErasureLog(unwrapped), HeldRows.all(unwrapped), Clock.systemUTC());
    }

    @Singleton
    Leftovers leftovers(ClusterQuestions cluster, KafkaConnection kafka) {
        return new Leftovers(kafka.topics(), new KafkaTopicRetention(cluster));
    }

    @Singleton
    RetentionRound retentionRound(DataSource dataSource, RetentionPeriods periods, RetentionCounts counts) {
        return new RetentionRound(
                AgedRows.all(DelegatingDataSource.unwrapDataSource(dataSource), periods),
                Clock.systemUTC(),
                counts::add,
                () -> Thread.sleep(BREATH));
    }

    /** Runs from the start, in every process: whichever comes first deletes. */
    @Bean(preDestroy = "close")
    @Context
    RetentionJob retentionJob(
            RetentionRound round,
            Eraser eraser,
            @Nullable @Property(name = "headgate.retention.every") Duration every) {
        Duration pause = Objects.requireNonNullElse(every, EVERY);
        Duration first = pause.compareTo(FIRST) < 0 ? pause : FIRST;
        RetentionJob job = new RetentionJob(List.of(eraser::resume, round::run), first, pause);
        job.start();
        return job;
    }
}
