package io.headgate.api.http.openai;

import io.headgate.api.access.Caller;
import io.headgate.api.access.Needs;
import io.headgate.api.access.Scope;
import io.headgate.api.chat.ChatDesk;
import io.headgate.schemas.message.RequestKind;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** {@code POST /v1/embeddings}: a vector for each text, waited for as chat is. */
@Controller("/v1/embeddings")
public class EmbeddingsController {
    private final Reception reception;

    public EmbeddingsController(ChatDesk desk, ChatReplies replies) {
        this.reception = new Reception(desk, replies, RequestKind.EMBEDDINGS);
    }

    /** Waits on a virtual thread: whoever waits holds no other. */
    @Post
    @Needs(Scope.SUBMIT)
    @Consumes(MediaType.ALL)
    @Produces(MediaType.ALL)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> embed(HttpRequest<byte[]> request, Caller caller) throws InterruptedException {
        return reception.receive(request, caller);
    }
}
