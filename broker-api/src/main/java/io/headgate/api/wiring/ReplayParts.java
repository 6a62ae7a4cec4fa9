package io.headgate.api.wiring;

import io.headgate.api.edge.ClusterQuestions;
import io.headgate.api.edge.KafkaFailureLog;
import io.headgate.api.replay.FailureLog;
import io.headgate.api.replay.Failures;
import io.headgate.api.replay.ReplayDesk;
import io.headgate.api.replay.ReplayRun;
import io.headgate.api.replay.Replays;
import io.headgate.api.replay.body.ModelSplice;
import io.headgate.api.replay.job.ReplayJob;
import io.headgate.api.replay.store.JdbcFailures;
import io.headgate.api.replay.store.JdbcReplays;
import io.headgate.api.submit.AdmissionLog;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.time.Clock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Sending again what failed, put together. */
@Factory
final class ReplayParts {
    @Singleton
    Failures failures(DataSource dataSource) {
        return new JdbcFailures(DelegatingDataSource.unwrapDataSource(dataSource));
    }

    @Singleton
    Replays replays(DataSource dataSource) {
        return new JdbcReplays(DelegatingDataSource.unwrapDataSource(dataSource));
    }

    @Bean(preDestroy = "close")
    @Singleton
    KafkaFailureLog failureLog(ClusterQuestions cluster, KafkaConnection kafka, Codecs codecs) {
        return new KafkaFailureLog(cluster, kafka, codecs);
    }

    @Singleton
    ReplayDesk replayDesk(
            Failures failures,
            FailureLog log,
            Replays replays,
            CatalogSource catalogue,
            @Nullable TenantCatalogs tenants) {
        return new ReplayDesk(failures, log, replays, inForce(catalogue, tenants), Clock.systemUTC());
    }

    /** Runs from the start: a replay that another process left is taken over. */
    @Bean(preDestroy = "close")
    @Context
    ReplayJob replayJob(
            FailureLog log,
            Replays replays,
            AdmissionLog admissions,
            CatalogSource catalogue,
            @Nullable TenantCatalogs tenants) {
        ReplayRun run = new ReplayRun(
                log, replays, admissions, inForce(catalogue, tenants), new ModelSplice(), Clock.systemUTC());
        ReplayJob job = new ReplayJob(replays, run);
        job.start();
        return job;
    }

    private static TenantCatalogs inForce(CatalogSource catalogue, @Nullable TenantCatalogs tenants) {
        return tenants == null ? TenantCatalogs.without(catalogue) : tenants;
    }
}
