package io.headgate.api.http.openai;

import io.headgate.api.access.Caller;
import io.headgate.api.cancel.CancelLog;
import io.headgate.api.chat.ChatRequest;
import io.headgate.api.chat.Conversation;
import io.headgate.api.chat.Conversation.Step;
import io.headgate.api.chat.Ending;
import io.headgate.api.chat.stream.StreamedAnswer;
import io.headgate.api.http.ApiError;
import io.headgate.api.http.openai.ChatTurns.Turn;
import io.headgate.schemas.message.Cancel;
import io.headgate.schemas.message.Failure;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.reactivestreams.Publisher;

/** What the client of a chat request is answered. Thread-safe; blocks its (virtual) thread. */
public final class ChatReplies {
    private static final String EVENT_STREAM = "text/event-stream";

    private final ChatTimes times;
    private final CancelLog cancels;
    private final RateHeaders rates;
    private final Executor streams;
    private final InstantSource clock;

    /**
     * @param streams runs each stream's writer, on a virtual thread
     */
    public ChatReplies(ChatTimes times, CancelLog cancels, RateHeaders rates, Executor streams, InstantSource clock) {
        this.times = times;
        this.cancels = cancels;
        this.rates = rates;
        this.streams = streams;
        this.clock = clock;
    }

    Duration longestWait() {
        return times.longestWait();
    }

    /** Follows a request to its end, or to its client's. The conversation is closed then. */
    HttpResponse<?> follow(
            HttpRequest<?> request,
            Caller caller,
            Conversation conversation,
            ChatRequest.Readable chat,
            ChatOptions.Read options)
            throws InterruptedException {
        Runnable unlisten = Disconnects.listen(request, conversation::leave);
        Following following = new Following(conversation, caller, options, unlisten);
        if (!chat.streamed()) {
            try (following) {
                return rates.added(following.answer(), conversation.key().tenant());
            }
        }
        boolean streaming = false;
        try {
            MutableHttpResponse<?> reply = following.stream(chat.usageWanted());
            streaming = reply.body() instanceof Publisher<?>;
            return rates.added(reply, conversation.key().tenant());
        } finally {
            if (!streaming) {
                following.close();
            }
        }
    }

    /** One client and its request. */
    private final class Following implements ChatStream.Leaving, AutoCloseable {
        private final Conversation conversation;
        private final Caller caller;
        private final ChatOptions.Read options;
        private final Runnable unlisten;
        private final Instant until;
        private final boolean repeatable;

        Following(Conversation conversation, Caller caller, ChatOptions.Read options, Runnable unlisten) {
            this.conversation = conversation;
            this.caller = caller;
            this.options = options;
            this.unlisten = unlisten;
            this.until = clock.instant().plus(options.longest());
            this.repeatable = conversation.repeatable();
        }

        MutableHttpResponse<?> answer() throws InterruptedException {
            while (true) {
                switch (conversation.next(until)) {
                    case Step.Piece _ -> {}
                    case Step.Ended(Ending ending) -> {
                        return answer(ending);
                    }
                    case Step.Conflict(var with) -> {
                        return reply(ChatTrouble.conflict(with));
                    }
                    case Step.Left() -> {
                        left();
                        return reply(ChatTrouble.left());
                    }
                    case Step.Quiet() -> {
                        Ending missed = conversation.missed().orElse(null);
                        return missed == null
                                ? reply(ChatTrouble.late(conversation.key(), repeatable))
                                : answer(missed);
                    }
                }
            }
        }

        private MutableHttpResponse<?> answer(Ending ending) {
            return switch (ending.outcome()) {
                case Ending.Outcome.Failed(Failure failure) ->
                    reply(ChatTrouble.failed(ending, failure, clock.instant()));
                case Ending.Outcome.Answered answered -> {
                    MutableHttpResponse<byte[]> reply =
                            HttpResponse.ok(answered.response().getBytes(StandardCharsets.UTF_8));
                    reply.contentType(MediaType.APPLICATION_JSON_TYPE);
                    ChatHeaders.add(reply, ending, answered);
                    yield reply;
                }
            };
        }

        /** The stream from its first piece on; a reply without one where it ends before. */
        MutableHttpResponse<?> stream(boolean usageWanted) throws InterruptedException {
            ChatTurns turns = new ChatTurns(conversation, new StreamedAnswer(usageWanted), until, repeatable, clock);
            Turn first = turns.next(clock.instant().plus(times.keepAlive()));
            return switch (first) {
                case Turn.End(ChatTrouble trouble) -> reply(trouble);
                case Turn.Left() -> {
                    left();
                    yield reply(ChatTrouble.left());
                }
                case Turn.Show _, Turn.Quiet _ -> {
                    SseBody body = new SseBody(times.slowReaders());
                    streams.execute(new ChatStream(turns, body, first, times.keepAlive(), clock, this));
                    MutableHttpResponse<Publisher<byte[]>> reply = HttpResponse.ok(body.publisher());
                    yield reply.contentType(EVENT_STREAM)
                            .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                            .header("x-accel-buffering", "no")
                            .header(
                                    ChatHeaders.REQUEST_ID,
                                    ChatHeaders.encoded(
                                            conversation.key().request().value()));
                }
            };
        }

        private MutableHttpResponse<ApiError> reply(ChatTrouble trouble) {
            return trouble.reply(conversation.key());
        }

        /** Gone without its answer: the request goes on, unless its client asked for the contrary. */
        @Override
        public void left() {
            if (options.cancelOnDisconnect()) {
                cancels.append(new Cancel(
                        conversation.own(), caller.name(), "its client closed the connection", clock.instant()));
            }
        }

        @Override
        public void over() {
            close();
        }

        @Override
        public void close() {
            unlisten.run();
            conversation.close();
        }
    }
}
