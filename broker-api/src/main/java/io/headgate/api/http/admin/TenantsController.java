package io.headgate.api.http.admin;

import io.headgate.api.access.Caller;
import io.headgate.api.access.Needs;
import io.headgate.api.access.Scope;
import io.headgate.api.access.tenants.SettingsPatch;
import io.headgate.api.access.tenants.TenantDesk;
import io.headgate.api.http.ListReply;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.TenantSettings;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code /v1/admin/tenants}: what holds for tenants in place of what the catalogue says of them, limits and reply topics among
 * it. In force everywhere from the tenant's next request on.
 */
@Controller("/v1/admin/tenants")
@ExecuteOn(TaskExecutors.VIRTUAL)
public class TenantsController {
    private final TenantDesk desk;
    private final SettingsBody bodies;

    public TenantsController(TenantDesk desk, SettingsBody bodies) {
        this.desk = desk;
        this.bodies = bodies;
    }

    /** List the tenants that the catalogue names or that have settings of their own; all of them, on one page. */
    @Get
    @Needs(Scope.ADMIN)
    public HttpResponse<?> list(Caller caller) {
        Map<TenantId, TenantReply> all = new TreeMap<>();
        desk.catalogued().forEach(tenant -> all.put(tenant, TenantReply.ofCatalogue(tenant)));
        desk.settings().forEach((tenant, settings) -> all.put(tenant, TenantReply.of(tenant, settings)));
        List<TenantReply> replies = List.copyOf(all.values());
        return HttpResponse.ok(ListReply.page(replies, replies.size(), TenantReply::id));
    }

    /** See what holds for a tenant in place of what the catalogue says of it. */
    @Get("/{tenant}")
    @Needs(Scope.ADMIN)
    public HttpResponse<?> find(@PathVariable String tenant, Caller caller) {
        return bodies.about(tenant, id -> {
            Optional<TenantSettings> settings = desk.settings().get(id);
            if (settings != null) {
                return HttpResponse.ok(TenantReply.of(id, settings));
            }
            return desk.catalogued().contains(id)
                    ? HttpResponse.ok(TenantReply.ofCatalogue(id))
                    : SettingsReplies.unknown();
        });
    }

    /** Put settings in force, in place of all that the tenant had: shaped as what the catalogue says of a tenant. */
    @Put("/{tenant}")
    @Needs(Scope.ADMIN)
    @Consumes(MediaType.ALL)
    public HttpResponse<?> set(HttpRequest<byte[]> request, @PathVariable String tenant, Caller caller) {
        return bodies.object(request, tenant, (id, text) -> SettingsReplies.of(desk.set(id, text, Actors.of(caller))));
    }

    /** Change some of a tenant's settings: each key replaces what was there, null takes it back. */
    @Patch("/{tenant}")
    @Needs(Scope.ADMIN)
    @Consumes(MediaType.ALL)
    public HttpResponse<?> change(HttpRequest<byte[]> request, @PathVariable String tenant, Caller caller) {
        return bodies.object(request, tenant, (id, text) -> {
            String merged = SettingsPatch.merged(desk.settings().getOrDefault(id, Optional.empty()), text);
            return SettingsReplies.of(desk.set(id, merged, Actors.of(caller)));
        });
    }

    /** Take a tenant's settings back: what the catalogue says of it holds again. */
    @Delete("/{tenant}")
    @Needs(Scope.ADMIN)
    public HttpResponse<?> unset(@PathVariable String tenant, Caller caller) {
        return bodies.about(
                tenant, id -> desk.unset(id, Actors.of(caller)) ? HttpResponse.noContent() : SettingsReplies.unknown());
    }
}
