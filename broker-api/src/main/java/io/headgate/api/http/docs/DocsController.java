package io.headgate.api.http.docs;

import io.headgate.api.access.Public;
import io.headgate.api.http.ApiError;
import io.headgate.api.http.Replies;
import io.headgate.api.openapi.OpenApiDocument;
import io.headgate.api.openapi.SwaggerUi;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Optional;

/**
 * {@code GET /openapi.json}, and a page for people at {@code /docs}. Anybody may read them: they say nothing about what
 * this process serves.
 */
@Hidden
@Controller
public class DocsController {
    /** Of each file; the page runs our scripts and no others, and talks to nobody else. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String KEPT_FOR_AN_HOUR = "public, max-age=3600";

    private final byte[] document = OpenApiDocument.load().toJson();
    private final SwaggerUi page = new SwaggerUi();

    @Public
    @Get("/openapi.json")
    @Produces(MediaType.APPLICATION_JSON)
    public HttpResponse<byte[]> document() {
        return HttpResponse.ok(document).header(HttpHeaders.CACHE_CONTROL, KEPT_FOR_AN_HOUR);
    }

    @Public
    @Get("/docs")
    @Produces(MediaType.ALL)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> page() {
        return file("index.html");
    }

    @Public
    @Get("/docs/{file}")
    @Produces(MediaType.ALL)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> file(@PathVariable String file) {
        Optional<SwaggerUi.Asset> asset = page.file(file);
        if (asset.isEmpty()) {
            return Replies.error(
                    HttpStatus.NOT_FOUND,
                    ApiError.invalid("not_found", "The page has no such file.", "file", null, "/docs"));
        }
        return HttpResponse.ok(asset.get().content())
                .contentType(MediaType.of(asset.get().mediaType()))
                .header(HttpHeaders.CACHE_CONTROL, KEPT_FOR_AN_HOUR)
                .header("content-security-policy", POLICY)
                .header("referrer-policy", "no-referrer");
    }
}
