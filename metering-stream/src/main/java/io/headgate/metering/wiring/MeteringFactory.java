package io.headgate.metering.wiring;

import io.headgate.metering.BookTags;
import io.headgate.metering.MeteringStream;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.process.KafkaConnection;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import javax.sql.DataSource;

/** Metering starts with the context and ends with it. */
@Factory
final class MeteringFactory {
    @Context
    @Bean(preDestroy = "close")
    MeteringStream meteringStream(
            MeteringSettings settings,
            KafkaConnection kafka,
            Codecs codecs,
            CatalogSource catalogues,
            DataSource dataSource) {
        // The pool itself: Micronaut's own data source gives connections to its transactions alone.
        DataSource pool = DelegatingDataSource.unwrapDataSource(dataSource);
        MeteringStream metering = new MeteringStream(settings.config(), kafka, codecs, BookTags.of(catalogues), pool);
        metering.start();
        return metering;
    }
}
