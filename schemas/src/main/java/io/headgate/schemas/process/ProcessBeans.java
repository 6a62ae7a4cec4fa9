package io.headgate.schemas.process;

import io.headgate.schemas.catalog.feed.CatalogFeed;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.tenant.feed.TenantFeed;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The beans that every role finds in its process, besides the settings that the command line gave. */
@Factory
@Requires(beans = ServiceSettings.class)
final class ProcessBeans {
    /** Follows the catalogue from the start; the roles wait for the first one. */
    @Singleton
    @Bean(preDestroy = "close")
    CatalogFeed catalogFeed(KafkaConnection kafka, Codecs codecs) {
        return CatalogFeed.start(kafka, codecs.catalog(), Clock.systemUTC());
    }

    /** Follows what holds for each tenant, for the roles that decide about them. */
    @Singleton
    @Bean(preDestroy = "close")
    TenantFeed tenantFeed(KafkaConnection kafka, Codecs codecs, CatalogFeed catalogs) {
        return TenantFeed.start(kafka, codecs.tenantSettings(), catalogs);
    }
}
