package io.headgate.api.http.admin;

import io.headgate.api.access.Caller;
import io.headgate.api.access.Needs;
import io.headgate.api.access.Scope;
import io.headgate.api.access.tenants.SettingsPatch;
import io.headgate.api.access.tenants.TenantDesk;
import io.headgate.api.http.ListReply;
import io.headgate.schemas.catalog.read.SettingsText;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.TenantSettings;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code /v1/admin/tenants/{tenant}/projects}: the limits of a tenant's projects. A project is a tag: it is there as soon as
 * a request bears it, and needs to be made nowhere.
 */
@Controller("/v1/admin/tenants/{tenant}/projects")
@ExecuteOn(TaskExecutors.VIRTUAL)
public class ProjectsController {
    private final TenantDesk desk;
    private final SettingsBody bodies;

    public ProjectsController(TenantDesk desk, SettingsBody bodies) {
        this.desk = desk;
        this.bodies = bodies;
    }

    /** @param limits shaped as in the catalogue */
    record ProjectReply(String object, String id, Object limits) {}

    /** List the projects that have limits of their own; all of them, on one page. */
    @Get
    @Needs(Scope.ADMIN)
    public HttpResponse<?> list(@PathVariable String tenant, Caller caller) {
        return bodies.about(tenant, id -> {
            Map<String, Object> limits = new TreeMap<>();
            settings(id).ifPresent(known -> {
                if (SettingsText.tree(known).get("project_limits") instanceof Map<?, ?> projects) {
                    projects.forEach((project, each) -> limits.put(String.valueOf(project), each));
                }
            });
            List<ProjectReply> replies = limits.entrySet().stream()
                    .map(project -> new ProjectReply("project", project.getKey(), project.getValue()))
                    .toList();
            return HttpResponse.ok(ListReply.page(replies, replies.size(), ProjectReply::id));
        });
    }

    /** Set a project's limits: an object with the list {@code limits}, shaped as in the catalogue. */
    @Put("/{project}")
    @Needs(Scope.ADMIN)
    @Consumes(MediaType.ALL)
    public HttpResponse<?> set(
            HttpRequest<byte[]> request, @PathVariable String tenant, @PathVariable String project, Caller caller) {
        return bodies.object(
                request,
                tenant,
                (id, text) -> SettingsReplies.of(
                        desk.set(id, SettingsPatch.withProject(settings(id), project, text), Actors.of(caller))));
    }

    /** Take a project's limits back. */
    @Delete("/{project}")
    @Needs(Scope.ADMIN)
    public HttpResponse<?> unset(@PathVariable String tenant, @PathVariable String project, Caller caller) {
        return bodies.about(tenant, id -> {
            Optional<TenantSettings> settings = settings(id);
            boolean limited =
                    settings.isPresent() && settings.get().projectLimits().containsKey(project);
            return limited
                    ? SettingsReplies.of(
                            desk.set(id, SettingsPatch.withoutProject(settings, project), Actors.of(caller)))
                    : SettingsReplies.unknown();
        });
    }

    private Optional<TenantSettings> settings(TenantId tenant) {
        return desk.settings().getOrDefault(tenant, Optional.empty());
    }
}
