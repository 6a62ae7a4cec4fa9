package io.headgate.api.http;

import io.headgate.api.access.Needs;
import io.headgate.api.access.Scope;
import io.headgate.api.lookup.CatalogRow;
import io.headgate.api.lookup.IndexReads;
import io.headgate.api.lookup.IndexUnavailableException;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CatalogRevision;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Optional;

/** {@code GET /v1/catalog}: which catalogue is in force. */
@Controller("/v1/catalog")
public class CatalogController {
    private final CatalogSource source;
    private final IndexReads history;

    public CatalogController(CatalogSource source, IndexReads history) {
        this.source = source;
        this.history = history;
    }

    /** See which catalogue is in force: its revision, its aliases, and who published it when. */
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CatalogReply.class)))
    @Get
    @Needs(Scope.OPERATE)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> inForce() {
        Catalogue catalogue;
        try {
            catalogue = source.current();
        } catch (IllegalStateException noneYet) {
            return Replies.unavailable("no_catalogue", "No catalogue has been published yet.");
        }
        Optional<CatalogRow> row = published(catalogue.revision());
        return HttpResponse.ok(new CatalogReply(
                catalogue.revision().number(),
                catalogue.routes().keySet().stream().sorted().map(Alias::value).toList(),
                row.map(known -> known.publishedAt().toString()).orElse(null),
                row.map(CatalogRow::publishedBy).orElse(null),
                row.map(CatalogRow::sha256).orElse(null)));
    }

    /** Which revision is in force must be seen without Postgres too. */
    private Optional<CatalogRow> published(CatalogRevision revision) {
        try {
            return history.catalog(revision);
        } catch (IndexUnavailableException e) {
            return Optional.empty();
        }
    }
}
