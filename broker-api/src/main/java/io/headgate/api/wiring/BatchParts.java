package io.headgate.api.wiring;

import io.headgate.api.batches.BatchDesk;
import io.headgate.api.batches.BatchStore;
import io.headgate.api.batches.OrderReader;
import io.headgate.api.batches.Resubmission;
import io.headgate.api.batches.input.BatchInput;
import io.headgate.api.batches.input.LineReader;
import io.headgate.api.batches.run.BatchEngine;
import io.headgate.api.batches.run.Claims;
import io.headgate.api.batches.run.EngineWatch;
import io.headgate.api.batches.run.FileCheck;
import io.headgate.api.batches.run.FlightLimit;
import io.headgate.api.batches.run.LoggedCancels;
import io.headgate.api.batches.run.ResubmittingTeller;
import io.headgate.api.batches.run.Stepper;
import io.headgate.api.batches.run.SubmittingSender;
import io.headgate.api.batches.store.PostgresBacklog;
import io.headgate.api.batches.store.PostgresBatches;
import io.headgate.api.batches.store.PostgresClaims;
import io.headgate.api.batches.store.PostgresLines;
import io.headgate.api.cancel.CancelLog;
import io.headgate.api.edge.KafkaBatchEvents;
import io.headgate.api.files.FileStore;
import io.headgate.api.meters.CountedLineSender;
import io.headgate.api.submit.Submission;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.RequestKind;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Batches: the desk that takes them in, and the engine that sees them through. */
@Factory
final class BatchParts {
    private static final Set<String> ENDPOINTS = Set.of(RequestKind.CHAT.path(), RequestKind.EMBEDDINGS.path());
    private static final int LEAST_IN_FLIGHT = 10;

    @Singleton
    BatchStore batchStore(DataSource dataSource) {
        return new PostgresBatches(DelegatingDataSource.unwrapDataSource(dataSource));
    }

    @Singleton
    BatchDesk batchDesk(BatchStore store, FileStore files, CatalogSource catalogue, @Nullable TenantCatalogs tenants) {
        TenantCatalogs inForce = tenants == null ? TenantCatalogs.without(catalogue) : tenants;
        return new BatchDesk(store, files, inForce, Clock.systemUTC());
    }

    @Singleton
    Resubmission batchResubmission(BatchDesk desk, BatchStore store, FileStore files) {
        return new Resubmission(desk, store, files);
    }

    @Singleton
    OrderReader orderReader() {
        return new OrderReader(new StrictJson(), ENDPOINTS);
    }

    @Singleton
    Claims batchClaims(DataSource dataSource) {
        return new PostgresClaims(DelegatingDataSource.unwrapDataSource(dataSource));
    }

    @Bean(preDestroy = "close")
    @Singleton
    KafkaBatchEvents batchEvents(KafkaConnection kafka) {
        return new KafkaBatchEvents(kafka);
    }

    /** @param inFlight how many requests of a tenant's batches this installation has in flight at most */
    @Singleton
    Stepper batchStepper(
            Claims claims,
            DataSource dataSource,
            FileStore files,
            BatchInput input,
            LineReader lines,
            Submission submission,
            CancelLog cancels,
            KafkaBatchEvents events,
            Resubmission resubmission,
            @Nullable MeterRegistry meters,
            @Property(name = "headgate.batches.in-flight", defaultValue = "1000") int inFlight) {
        return new Stepper(
                claims,
                new PostgresLines(DelegatingDataSource.unwrapDataSource(dataSource)),
                files,
                new FileCheck(files, input, new StrictJson()),
                CountedLineSender.of(new SubmittingSender(submission, lines), meters),
                new LoggedCancels(cancels),
                new ResubmittingTeller(resubmission, events),
                new FlightLimit(Math.min(LEAST_IN_FLIGHT, inFlight), inFlight),
                Clock.systemUTC());
    }

    /** Runs from the start: batches of a process that died go on in this one. */
    @Bean(preDestroy = "close")
    @Context
    BatchEngine batchEngine(
            Claims claims,
            Stepper stepper,
            @Property(name = "headgate.batches.at-once", defaultValue = "2") int atOnce) {
        BatchEngine engine = new BatchEngine(claims, stepper, atOnce);
        engine.start();
        return engine;
    }

    /** Runs from the start: health and meters tell what it sees. */
    @Bean(preDestroy = "close")
    @Context
    EngineWatch batchEngineWatch(DataSource dataSource, BatchEngine engine) {
        PostgresBacklog backlog = new PostgresBacklog(DelegatingDataSource.unwrapDataSource(dataSource));
        EngineWatch watch = new EngineWatch(backlog::read, engine::work);
        watch.start();
        return watch;
    }
}
