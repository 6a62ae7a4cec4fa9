package io.headgate.deploy.cli.explain;

import io.headgate.router.edge.JtokkitEstimator;
import io.headgate.router.edge.KnownHealth;
import io.headgate.router.edge.TopicFeed;
import io.headgate.router.explain.Explained;
import io.headgate.router.explain.Explainer;
import io.headgate.schemas.catalog.feed.CatalogFeed;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.catalog.shape.Problem;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.intake.IntakeReader;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.OptionError;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.headgate.schemas.tenant.feed.TenantFeed;
import io.headgate.schemas.topic.TopicNames;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** What a decision is made of: a catalogue, and what workers told of late. */
public final class Knowledge {
    private static final Duration CATALOGUE_WITHIN = Duration.ofSeconds(15);

    private final TenantCatalogs catalogs;
    private final Explainer explainer;

    private Knowledge(TenantCatalogs catalogs, KnownHealth health, TopicNames topics, Codecs codecs) {
        this.catalogs = catalogs;
        this.explainer = new Explainer(
                new IntakeReader(topics, codecs.clientRequest(), new StrictJson()),
                new StrictJson(),
                new JtokkitEstimator(),
                health);
    }

    /** Of a file, with nothing known of anybody: as on the first day. */
    public static Knowledge ofFile(String yaml, TopicNames topics, Codecs codecs) {
        return switch (new CatalogReader(Clock.systemUTC()).read(yaml, CatalogRevision.NONE)) {
            case ReadCatalog.Valid valid ->
                new Knowledge(TenantCatalogs.fixed(valid.catalogue()), new KnownHealth(_ -> true), topics, codecs);
            case ReadCatalog.Invalid invalid ->
                throw new OptionError("--catalog: not valid: "
                        + invalid.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
        };
    }

    /**
     * Of a running installation: its catalogue in force, and what its workers told in the last minute, and users of answers lately.
     *
     * @param listening how long to wait for that
     */
    public static Knowledge ofCluster(KafkaConnection kafka, Codecs codecs, Duration listening)
            throws InterruptedException {
        KnownHealth health = new KnownHealth(_ -> true);
        try (CatalogFeed catalogs = CatalogFeed.start(kafka, codecs.catalog(), Clock.systemUTC());
                TenantFeed tenants = TenantFeed.start(kafka, codecs.tenantSettings(), catalogs);
                var told = TopicFeed.ofHealth(kafka, codecs, health::heard, Clock.systemUTC());
                var said = TopicFeed.ofFeedback(kafka, codecs, health::said, Clock.systemUTC())) {
            told.start();
            said.start();
            if (!catalogs.awaitFirst(CATALOGUE_WITHIN)) {
                throw new OptionError("No catalogue has been published. To apply one: headgate apply -f catalog.yml");
            }
            if (!tenants.awaitRead(CATALOGUE_WITHIN)) {
                throw new OptionError("The settings of tenants cannot be read: topic "
                        + kafka.topics().tenants());
            }
            Thread.sleep(listening);
            return new Knowledge(tenants, health, kafka.topics(), codecs);
        }
    }

    /** What would become of a request, now. */
    public Explained explain(Map<String, String> headers, byte[] body) {
        return explainer.explain(headers, body, catalogs, Clock.systemUTC().instant());
    }
}
