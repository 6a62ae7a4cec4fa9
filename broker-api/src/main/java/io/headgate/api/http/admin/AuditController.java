package io.headgate.api.http.admin;

import io.headgate.api.access.Caller;
import io.headgate.api.access.Needs;
import io.headgate.api.access.Scope;
import io.headgate.api.access.audit.AuditLog;
import io.headgate.api.access.audit.AuditRow;
import io.headgate.api.http.ListReply;
import io.headgate.api.http.Replies;
import io.headgate.schemas.message.Failure;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code /v1/admin/audit}: who administered what, the newest first. */
@Controller("/v1/admin/audit")
@ExecuteOn(TaskExecutors.VIRTUAL)
public class AuditController {
    private static final Pattern SEQ = Pattern.compile("[0-9]{1,18}");

    private final AuditLog log;

    public AuditController(AuditLog log) {
        this.log = log;
    }

    /** List acts of administration: those that concern the tenant that the request names, or all. */
    @Get
    @Needs(Scope.ADMIN)
    public HttpResponse<?> list(HttpRequest<?> request, Caller caller) {
        return switch (PageQuery.of(request, SEQ, "the seq of a line")) {
            case PageQuery.Unreadable(Failure failure, String param) -> Replies.refused(failure, param);
            case PageQuery.Readable(int limit, Optional<String> after) -> {
                List<AuditRow> rows = log.list(caller.tenant(), after.map(Long::valueOf), limit + 1);
                yield HttpResponse.ok(ListReply.page(rows, limit, row -> Long.toString(row.seq())));
            }
        };
    }
}
