package io.headgate.api.wiring;

import io.headgate.api.access.KeyStore;
import io.headgate.api.access.UnreachableException;
import io.headgate.api.access.WishReader;
import io.headgate.api.access.audit.AuditLog;
import io.headgate.api.access.store.JdbcAuditLog;
import io.headgate.api.access.store.JdbcKeyStore;
import io.headgate.api.access.store.Transactions;
import io.headgate.api.access.tenants.TenantDesk;
import io.headgate.api.edge.KafkaSettings;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.read.SettingsReader;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.tenant.feed.TenantTopic;
import io.micronaut.context.annotation.Factory;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.time.Clock;
import javax.sql.DataSource;

/** What administration is made of, whichever door there is. */
@Factory
final class AccessParts {
    @Singleton
    Transactions transactions(DataSource dataSource) {
        return new Transactions(DelegatingDataSource.unwrapDataSource(dataSource));
    }

    @Singleton
    KeyStore keyStore(Transactions transactions) {
        return new JdbcKeyStore(transactions);
    }

    @Singleton
    AuditLog auditLog(Transactions transactions) {
        return new JdbcAuditLog(transactions);
    }

    @Singleton
    TenantDesk tenantDesk(KafkaConnection kafka, Codecs codecs, CatalogSource catalogue, AuditLog audit) {
        return new TenantDesk(
                new KafkaSettings(new TenantTopic(kafka, codecs.tenantSettings())),
                new SettingsReader(kafka.topics()),
                () -> inForce(catalogue),
                audit,
                Clock.systemUTC());
    }

    private static Catalogue inForce(CatalogSource catalogue) {
        try {
            return catalogue.current();
        } catch (IllegalStateException noneYet) {
            throw new UnreachableException("the catalogue", noneYet);
        }
    }

    @Singleton
    WishReader wishReader() {
        return new WishReader(new StrictJson(), Clock.systemUTC());
    }
}
