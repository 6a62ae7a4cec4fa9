package io.headgate.api.wiring;

import io.headgate.api.edge.ClusterQuestions;
import io.headgate.api.edge.IndexProgress;
import io.headgate.api.edge.JudgementFeed;
import io.headgate.api.edge.KafkaAdmissionLog;
import io.headgate.api.edge.KafkaFeedbackLog;
import io.headgate.api.edge.KafkaReach;
import io.headgate.api.feedback.FeedbackDesk;
import io.headgate.api.feedback.FeedbackLog;
import io.headgate.api.feedback.JudgementIntake;
import io.headgate.api.index.RequestIndex;
import io.headgate.api.lookup.Bell;
import io.headgate.api.lookup.IndexReads;
import io.headgate.api.lookup.RequestLookup;
import io.headgate.api.meters.TimedAdmissionLog;
import io.headgate.api.submit.AdmissionLog;
import io.headgate.api.submit.Submission;
import io.headgate.api.watch.Watches;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.intake.IntakeReader;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.time.Clock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The HTTP face, put together from what a process brings: Kafka, the codecs, the catalogue, a data source. */
@Factory
final class BrokerApi {
    @Bean(preDestroy = "close")
    @Singleton
    KafkaAdmissionLog admissionLog(KafkaConnection kafka, Codecs codecs) {
        return new KafkaAdmissionLog(kafka, codecs);
    }

    @Bean(preDestroy = "close")
    @Singleton
    KafkaFeedbackLog feedbackLog(KafkaConnection kafka, Codecs codecs) {
        return new KafkaFeedbackLog(kafka, codecs);
    }

    @Singleton
    FeedbackDesk feedbackDesk(RequestLookup lookup, FeedbackLog log) {
        return new FeedbackDesk(lookup, log, new StrictJson(), Clock.systemUTC());
    }

    /** Runs from the start, as the index does. */
    @Bean(preDestroy = "close")
    @Context
    JudgementFeed judgementFeed(KafkaConnection kafka, FeedbackDesk desk) {
        JudgementFeed feed = new JudgementFeed(kafka, new JudgementIntake(desk), Clock.systemUTC());
        feed.start();
        return feed;
    }

    @Bean(preDestroy = "close")
    @Singleton
    ClusterQuestions clusterQuestions(KafkaConnection kafka) {
        return new ClusterQuestions(kafka);
    }

    @Singleton
    KafkaReach kafkaReach(ClusterQuestions cluster, KafkaConnection kafka) {
        return new KafkaReach(cluster, kafka);
    }

    @Singleton
    IntakeReader intakeReader(KafkaConnection kafka, Codecs codecs) {
        return new IntakeReader(kafka.topics(), codecs.clientRequest(), new StrictJson());
    }

    @Singleton
    Submission submission(
            CatalogSource catalogue,
            @Nullable TenantCatalogs tenants,
            IntakeReader reader,
            AdmissionLog log,
            @Nullable MeterRegistry meters) {
        TenantCatalogs inForce = tenants == null ? TenantCatalogs.without(catalogue) : tenants;
        return new Submission(inForce, reader, TimedAdmissionLog.of(log, meters), Clock.systemUTC());
    }

    /** Runs from the start, whether or not anybody asks. The data source itself: no transaction is open around it. */
    @Bean(preDestroy = "close")
    @Context
    RequestIndex requestIndex(KafkaConnection kafka, Codecs codecs, DataSource dataSource) {
        RequestIndex index = new RequestIndex(kafka, codecs, DelegatingDataSource.unwrapDataSource(dataSource));
        index.start();
        return index;
    }

    @Singleton
    IndexProgress indexProgress(ClusterQuestions cluster, KafkaConnection kafka) {
        return new IndexProgress(cluster, kafka, RequestIndex.group(kafka));
    }

    @Singleton
    RequestLookup requestLookup(IndexReads reads, IndexProgress progress, Watches watches) {
        return new RequestLookup(reads::request, progress, Clock.systemUTC(), Bell::await, watches);
    }
}
