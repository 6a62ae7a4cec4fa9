package io.headgate.metering.wiring;

import io.headgate.metering.alert.service.AlertService;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.process.KafkaConnection;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import javax.sql.DataSource;

/** Alerting starts with the context and ends with it. */
@Factory
final class AlertFactory {
    @Context
    @Bean(preDestroy = "close")
    AlertService alertService(
            AlertSettings settings,
            KafkaConnection kafka,
            Codecs codecs,
            DataSource dataSource,
            CatalogSource catalogues) {
        DataSource pool = DelegatingDataSource.unwrapDataSource(dataSource);
        AlertService alerts = new AlertService(settings.config(), kafka, codecs, pool, catalogues, System.getenv());
        alerts.start();
        return alerts;
    }
}
