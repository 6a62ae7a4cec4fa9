package io.headgate.deploy.cli.tenants;

import io.headgate.api.access.audit.AuditLog;
import io.headgate.api.access.store.JdbcAuditLog;
import io.headgate.api.access.store.Transactions;
import io.headgate.api.access.tenants.TenantDesk;
import io.headgate.api.edge.KafkaSettings;
import io.headgate.deploy.cli.BooksDatabase;
import io.headgate.deploy.cli.ConnectOptions;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.publish.CatalogTopic;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.catalog.read.SettingsReader;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.message.PublishedCatalog;
import io.headgate.schemas.process.DatabaseOptions;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.OptionError;
import io.headgate.schemas.tenant.feed.TenantTopic;
import java.time.Clock;
import picocli.CommandLine.Mixin;

/** Which installation's tenants a command changes, and where it is written down. */
final class Administration {
    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    TenantDesk desk() {
        KafkaConnection kafka = connect.kafka();
        Codecs codecs = connect.codecs();
        return new TenantDesk(
                new KafkaSettings(new TenantTopic(kafka, codecs.tenantSettings())),
                new SettingsReader(kafka.topics()),
                () -> inForce(kafka, codecs),
                isWrittenDown()
                        ? new JdbcAuditLog(new Transactions(BooksDatabase.of(connect.database(database))))
                        : AuditLog.NONE,
                Clock.systemUTC());
    }

    /** What a person should know of the audit log, to come after a sentence; empty when there is nothing to know. */
    String remark() {
        return isWrittenDown() ? "" : " Not in the audit log: name the database with --jdbc-url.";
    }

    private boolean isWrittenDown() {
        return database.given() || connect.running().isPresent();
    }

    private static Catalogue inForce(KafkaConnection kafka, Codecs codecs) {
        PublishedCatalog newest = new CatalogTopic(kafka, codecs.catalog())
                .newest()
                .orElseThrow(() -> new OptionError(
                        "No catalogue has been published. To apply one: headgate apply -f catalog.yml"));
        return switch (new CatalogReader(Clock.systemUTC()).read(newest.yaml(), newest.revision())) {
            case ReadCatalog.Valid valid -> valid.catalogue();
            case ReadCatalog.Invalid invalid ->
                throw new OptionError("Catalogue revision %s is not valid for this release: %s"
                        .formatted(newest.revision(), invalid.problems().getFirst()));
        };
    }
}
