package io.headgate.deploy.standalone;

import io.headgate.api.access.KeyDesk;
import io.headgate.schemas.catalog.publish.CatalogPublisher;
import io.headgate.schemas.catalog.publish.Publication;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.process.Role;
import io.headgate.schemas.process.ServiceCodecs;
import io.headgate.schemas.process.ServiceProcess;
import io.headgate.schemas.process.ServiceSettings;
import io.headgate.schemas.process.Topics;
import java.net.URI;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All four services in one JVM, on servers of its own where none are given. */
public final class Standalone implements AutoCloseable {
    /** Whose the application's key of the first start is. */
    public static final TenantId FIRST_TENANT = new TenantId("default");

    private final Home home;
    private final Ground ground;
    private final ServiceProcess services;
    private final Codecs codecs;
    private final StandaloneConfig config;
    private final @Nullable LocalKey localKey;

    private Standalone(
            Home home,
            Ground ground,
            ServiceProcess services,
            Codecs codecs,
            StandaloneConfig config,
            @Nullable LocalKey localKey) {
        this.home = home;
        this.ground = ground;
        this.services = services;
        this.codecs = codecs;
        this.config = config;
        this.localKey = localKey;
    }

    /** Starts what is missing of broker and database, makes the topics, then starts the services. */
    public static Standalone start(StandaloneConfig config) {
        Home home = Home.open(config.dataDirectory());
        try {
            Ground ground = Ground.prepare(config, home);
            try {
                return startOn(home, ground, config);
            } catch (RuntimeException e) {
                ground.close();
                throw e;
            }
        } catch (RuntimeException e) {
            home.close();
            throw e;
        }
    }

    private static Standalone startOn(Home home, Ground ground, StandaloneConfig config) {
        Topics.create(ground.kafka(), ground.partitions());
        Codecs codecs = ServiceCodecs.of(config.schemaRegistry());
        Map<String, String> further = home.withWebhookSecret(config.further(), System.getenv());
        ServiceSettings settings = new ServiceSettings(
                ground.kafka(),
                ground.database(),
                config.schemaRegistry(),
                "standalone",
                home.state(),
                config.host(),
                config.port(),
                config.managementPort(),
                config.asksForKeys() ? home.withPepper(further, System.getenv()) : further);
        ServiceProcess services = ServiceProcess.start(EnumSet.allOf(Role.class), settings, codecs);
        LocalKey localKey = config.asksForKeys() && home.kept()
                ? LocalKey.make(services.bean(KeyDesk.class), home.path()).orElse(null)
                : null;
        Standalone standalone = new Standalone(home, ground, services, codecs, config, localKey);
        if (home.kept()) {
            standalone.connection().writeTo(home.path());
        }
        return standalone;
    }

    /** Where it is reached. */
    public Connection connection() {
        return new Connection(
                ground.kafka(),
                ground.database(),
                services.address(),
                config.schemaRegistry(),
                config.simulator(),
                localKey == null ? null : localKey.text());
    }

    /**
     * A key that may do everything, made now; empty where somebody may administer already, or no keys are asked for.
     *
     * @throws io.headgate.api.access.UnreachableException while Postgres does not answer
     */
    public Optional<String> bootstrapKey() {
        return config.asksForKeys()
                ? services.bean(KeyDesk.class)
                        .bootstrap(LocalKey.ACTOR)
                        .map(made -> made.key().text())
                : Optional.empty();
    }

    /**
     * An application's key of {@link #FIRST_TENANT}, made now; empty where any tenant ever had a key, or no keys are asked for.
     *
     * @throws io.headgate.api.access.UnreachableException while Postgres does not answer
     */
    public Optional<String> clientKey() {
        return config.asksForKeys()
                ? services.bean(KeyDesk.class)
                        .firstClient(FIRST_TENANT, LocalKey.ACTOR)
                        .map(made -> made.key().text())
                : Optional.empty();
    }

    /** Where health, metrics and log levels are. */
    public URI management() {
        return services.management();
    }

    public Codecs codecs() {
        return codecs;
    }

    /** Makes the topics a catalogue needs and publishes it, over whatever is in force. */
    public Publication publish(String catalog, String by) {
        return new CatalogPublisher(
                        ground.kafka(),
                        codecs.catalog(),
                        Topics.creator(ground.kafka(), ground.partitions()),
                        Clock.systemUTC())
                .publish(catalog, by);
    }

    /** Services first, so that they can still commit; then the servers that were started here, then what they kept. */
    @Override
    public void close() {
        if (localKey != null) {
            localKey.close();
        }
        services.close();
        ground.close();
        if (home.kept()) {
            Connection.deleteFrom(home.path());
        }
        home.close();
    }
}
