package io.headgate.api.http.manage;

import io.headgate.api.access.Caller;
import io.headgate.api.access.Needs;
import io.headgate.api.access.Scope;
import io.headgate.api.erasure.Eraser;
import io.headgate.api.erasure.Leftovers;
import io.headgate.api.erasure.Subject;
import io.headgate.api.http.Replies;
import io.headgate.api.http.admin.Actors;
import io.headgate.schemas.message.Failure;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** {@code DELETE /v1/data}: erases what is kept of a tenant, or of one of its users, and says what it does not reach. */
@Controller("/v1/data")
public class ErasureController {
    private final Eraser eraser;
    private final Leftovers leftovers;

    public ErasureController(Eraser eraser, Leftovers leftovers) {
        this.eraser = eraser;
        this.leftovers = leftovers;
    }

    /** Answers when all is deleted. Who goes away earlier stops nothing. */
    @Delete
    @ExecuteOn(TaskExecutors.VIRTUAL)
    @Needs(Scope.ERASE)
    public HttpResponse<?> erase(Caller caller, HttpRequest<?> request) {
        return switch (ErasureOrder.of(caller.tenant(), request.getParameters())) {
            case ErasureOrder.Wrong(Failure failure, String param) -> Replies.refused(failure, param);
            case ErasureOrder.Right(Subject subject, boolean dryRun) ->
                HttpResponse.ok(dryRun ? preview(subject) : erase(subject, caller));
        };
    }

    private ErasureReply preview(Subject subject) {
        return ErasureReply.of(null, subject, eraser.preview(subject), leftovers.of(subject));
    }

    private ErasureReply erase(Subject subject, Caller caller) {
        Eraser.Erased erased = eraser.erase(subject, Actors.of(caller));
        return ErasureReply.of(erased.id(), subject, erased.counts(), leftovers.of(subject));
    }
}
