package io.headgate.api.http.openai;

import io.headgate.api.access.Caller;
import io.headgate.api.chat.ChatBodyReader;
import io.headgate.api.chat.ChatDesk;
import io.headgate.api.chat.ChatRequest;
import io.headgate.api.http.ContentTypes;
import io.headgate.api.http.HeadgateHeaders;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.RequestKind;
import io.headgate.schemas.topic.HeaderNames;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;

/** Takes in what a client waits for, of whichever kind, and has it followed to its end. Blocks its (virtual) thread. */
final class Reception {
    /** OpenAI's name of {@code headgate-idempotency-key}. */
    private static final String IDEMPOTENCY_KEY = "idempotency-key";

    private final ChatDesk desk;
    private final ChatReplies replies;
    private final RequestKind kind;

    /** @param kind what its address serves; a body that asks for anything else is refused */
    Reception(ChatDesk desk, ChatReplies replies, RequestKind kind) {
        this.desk = desk;
        this.replies = replies;
        this.kind = kind;
    }

    HttpResponse<?> receive(HttpRequest<byte[]> request, Caller caller) throws InterruptedException {
        HttpResponse<?> unsupported = ContentTypes.refusal(request);
        if (unsupported != null) {
            return unsupported;
        }
        if (caller.tenant().isEmpty()) {
            return ChatRefusals.refused(
                    Failure.of(FailureCode.MISSING_TENANT, "Whose request it is must be said."), HeaderNames.TENANT);
        }
        return switch (HeadgateHeaders.of(request.getHeaders())) {
            case HeadgateHeaders.Unreadable(Failure failure, String header) -> ChatRefusals.refused(failure, header);
            case HeadgateHeaders.Readable(var headers) ->
                receive(request, caller, caller.tenant().get(), named(request, headers));
        };
    }

    private Map<String, String> named(HttpRequest<?> request, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        request.getHeaders()
                .findFirst(IDEMPOTENCY_KEY)
                .ifPresent(key -> all.putIfAbsent(HeaderNames.IDEMPOTENCY_KEY, key));
        all.put(HeaderNames.KIND, kind.wireName());
        return all;
    }

    private HttpResponse<?> receive(
            HttpRequest<byte[]> request, Caller caller, TenantId tenant, Map<String, String> headers)
            throws InterruptedException {
        return switch (ChatOptions.of(headers, replies.longestWait())) {
            case ChatOptions.Refused(Failure failure, String header) -> ChatRefusals.refused(failure, header);
            case ChatOptions.Read options ->
                switch (ChatBodyReader.read(request.getBody().orElse(new byte[0]))) {
                    case ChatRequest.Refused(Failure failure, String param) -> ChatRefusals.refused(failure, param);
                    case ChatRequest.Readable chat ->
                        switch (desk.begin(tenant, headers, chat)) {
                            case ChatDesk.Begun.Following(var conversation) ->
                                replies.follow(request, caller, conversation, chat, options);
                            case ChatDesk.Begun.Refused(Failure failure, String param) ->
                                ChatRefusals.refused(failure, param);
                            case ChatDesk.Begun.Unavailable(String reason) -> ChatRefusals.unavailable(reason);
                            case ChatDesk.Begun.Full(int most) -> ChatRefusals.full(most);
                        };
                };
        };
    }
}
