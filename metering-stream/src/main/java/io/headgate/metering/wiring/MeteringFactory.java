package io.headgate.metering.wiring;

import io.headgate.metering.MeteringStream;
import io.headgate.metering.billing.BillingCopy;
import io.headgate.schemas.catalog.feed.CatalogFeed;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.process.KafkaConnection;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import javax.sql.DataSource;

/** Metering starts with the context and ends with it. */
@Factory
final class MeteringFactory {
    @Context
    @Bean(preDestroy = "close")
    MeteringStream meteringStream(
            MeteringSettings settings, KafkaConnection kafka, Codecs codecs, DataSource dataSource) {
        // The pool itself: Micronaut's own data source gives connections to its transactions alone.
        DataSource pool = DelegatingDataSource.unwrapDataSource(dataSource);
        MeteringStream metering = new MeteringStream(settings.config(), kafka, codecs, pool);
        metering.start();
        return metering;
    }

    /** Not where a process has no catalogue: books need none. */
    @Context
    @Bean(preDestroy = "close")
    @Requires(beans = CatalogFeed.class)
    BillingCopy billingCopy(CatalogFeed catalogs, DataSource dataSource) {
        return BillingCopy.start(catalogs, DelegatingDataSource.unwrapDataSource(dataSource));
    }
}
