package io.headgate.api.http.openai;

import io.headgate.api.access.Caller;
import io.headgate.api.access.Needs;
import io.headgate.api.access.Scope;
import io.headgate.api.http.ApiError;
import io.headgate.api.http.Replies;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.headgate.schemas.topic.HeaderNames;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/models}: the aliases that a tenant may use. */
@Controller("/v1/models")
public class ModelsController {
    private final TenantCatalogs catalogs;

    public ModelsController(CatalogSource catalogue, @Nullable TenantCatalogs tenants) {
        this.catalogs = tenants == null ? TenantCatalogs.without(catalogue) : tenants;
    }

    @Get
    @Needs(Scope.READ)
    public HttpResponse<?> list(Caller caller) {
        return usable(caller, aliases -> HttpResponse.ok(ModelReply.Page.of(aliases)));
    }

    /** An alias may hold a slash. */
    @Get("/{id:.+}")
    @Needs(Scope.READ)
    public HttpResponse<?> find(@PathVariable String id, Caller caller) {
        return usable(caller, aliases -> {
            Optional<Alias> found =
                    aliases.stream().filter(alias -> alias.value().equals(id)).findFirst();
            String seen = id.length() <= 128 ? id : id.substring(0, 128);
            return found.isPresent()
                    ? HttpResponse.ok(ModelReply.of(found.get()))
                    : Replies.error(
                            HttpStatus.NOT_FOUND,
                            ApiError.invalid(
                                    "model_not_found",
                                    "There is no such model, or the tenant may not use it.",
                                    "model",
                                    seen,
                                    "one of GET /v1/models"));
        });
    }

    private HttpResponse<?> usable(Caller caller, Function<List<Alias>, HttpResponse<?>> reply) {
        if (caller.tenant().isEmpty()) {
            return Replies.refused(
                    Failure.of(FailureCode.MISSING_TENANT, "Whose models are asked for must be said."),
                    HeaderNames.TENANT);
        }
        Optional<String> missing = catalogs.missing();
        if (missing.isPresent()) {
            return Replies.unavailable("no_catalogue", "There are no models yet: %s.".formatted(missing.get()));
        }
        TenantId tenant = caller.tenant().get();
        return reply.apply(usable(tenant, catalogs.of(tenant)));
    }

    /** None where nothing of the tenant would be served. */
    private static List<Alias> usable(TenantId tenant, Catalogue catalogue) {
        boolean known =
                catalogue.tenants().containsKey(tenant) || catalogue.defaults().tier() != null;
        return catalogue.routes().keySet().stream()
                .filter(alias -> known && catalogue.isEnabled(tenant) && catalogue.mayUse(tenant, alias))
                .sorted()
                .toList();
    }
}
