package io.headgate.deploy.cli.explain;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.router.edge.KnownHealth;
import io.headgate.router.explain.Explained;
import io.headgate.router.explain.Explainer;
import io.headgate.router.explain.Report;
import io.headgate.router.explain.TenantTask;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.catalog.shape.Problem;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.intake.IntakeReader;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.process.OptionError;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.headgate.schemas.token.JtokkitEstimator;
import io.headgate.schemas.topic.TopicNames;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides by a catalogue in a file, with nothing known of anybody: as on the first day. Needs no cluster. */
public final class CatalogueFile implements Oracle {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TenantCatalogs catalogs;
    private final Explainer explainer;

    /** @throws OptionError when the catalogue is not valid */
    public CatalogueFile(String yaml, TopicNames topics, Codecs codecs) {
        this.catalogs = switch (new CatalogReader(Clock.systemUTC()).read(yaml, CatalogRevision.NONE)) {
            case ReadCatalog.Valid valid -> TenantCatalogs.fixed(valid.catalogue());
            case ReadCatalog.Invalid invalid ->
                throw new OptionError("--catalog: not valid: "
                        + invalid.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
        };
        this.explainer = new Explainer(
                new IntakeReader(topics, codecs.clientRequest(), new StrictJson()),
                new StrictJson(),
                new JtokkitEstimator(),
                new KnownHealth(_ -> true),
                TenantTask.ELSEWHERE);
    }

    @Override
    public Answer explain(Map<String, String> headers, byte[] body) {
        return switch (explainer.explain(
                headers, body, catalogs, Clock.systemUTC().instant())) {
            case Explained.Routed routed -> new Answer.Routed(JSON.valueToTree(Report.of(routed)));
            case Explained.Refused(Failure failure, @Nullable String field) ->
                new Answer.Refused(failure.code().wireName(), failure.message(), field, failure.allowed());
        };
    }
}
