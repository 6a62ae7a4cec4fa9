package io.headgate.api.http.openai;

import io.headgate.api.access.Caller;
import io.headgate.api.access.Needs;
import io.headgate.api.access.Scope;
import io.headgate.api.files.FileId;
import io.headgate.api.files.FileQuery;
import io.headgate.api.files.FileStore;
import io.headgate.api.files.StoredFile;
import io.headgate.api.http.ListReply;
import io.headgate.api.http.Replies;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.FileNotFoundException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** {@code /v1/files}: a tenant's files, listed, described, read and deleted. */
@Controller("/v1/files")
@ExecuteOn(TaskExecutors.VIRTUAL)
public class FilesController {
    private final FileStore store;

    public FilesController(FileStore store) {
        this.store = store;
    }

    @Get
    @Needs(Scope.READ)
    public HttpResponse<?> list(Caller caller, HttpRequest<?> request) {
        Optional<TenantId> tenant = caller.tenant();
        if (tenant.isEmpty()) {
            return FileReplies.noTenant();
        }
        return switch (FileListing.of(request.getParameters())) {
            case FileListing.Wrong(Failure failure, String param) -> Replies.refused(failure, param);
            case FileListing.Asked asked -> HttpResponse.ok(page(tenant.get(), asked));
        };
    }

    private ListReply<FileReply> page(TenantId tenant, FileListing.Asked asked) {
        List<StoredFile> found = store.list(
                tenant, new FileQuery(asked.purpose(), asked.after(), asked.newestFirst(), asked.limit() + 1));
        return ListReply.page(found.stream().map(FileReply::of).toList(), asked.limit(), FileReply::id);
    }

    @Get("/{id}")
    @Needs(Scope.READ)
    public HttpResponse<?> find(Caller caller, @PathVariable String id) {
        return of(
                caller,
                id,
                (tenant, file) -> store.find(tenant, file)
                        .<HttpResponse<?>>map(found -> HttpResponse.ok(FileReply.of(found)))
                        .orElseGet(() -> FileReplies.notFound(file)));
    }

    /** Bytes, whatever is said to be accepted: OpenAI's clients ask for {@code application/binary}. */
    @Get("/{id}/content")
    @Produces(MediaType.ALL)
    @Needs(Scope.READ)
    public HttpResponse<?> content(Caller caller, @PathVariable String id) {
        return of(caller, id, (tenant, file) -> {
            Optional<StoredFile> found = store.find(tenant, file);
            try {
                return found.isEmpty()
                        ? FileReplies.notFound(file)
                        : FileContent.of(found.get(), store.open(tenant, file));
            } catch (FileNotFoundException deletedMeanwhile) {
                return FileReplies.notFound(file);
            }
        });
    }

    @Delete("/{id}")
    @Needs(Scope.SUBMIT)
    public HttpResponse<?> delete(Caller caller, @PathVariable String id) {
        return of(
                caller,
                id,
                (tenant, file) -> store.delete(tenant, file)
                        ? HttpResponse.ok(Map.of("id", file.value(), "object", "file", "deleted", true))
                        : FileReplies.notFound(file));
    }

    private static HttpResponse<?> of(Caller caller, String id, BiFunction<TenantId, FileId, HttpResponse<?>> answer) {
        Optional<TenantId> tenant = caller.tenant();
        if (tenant.isEmpty()) {
            return FileReplies.noTenant();
        }
        Optional<FileId> file = FileReplies.id(id);
        return file.isEmpty() ? FileReplies.notAnId() : answer.apply(tenant.get(), file.get());
    }
}
