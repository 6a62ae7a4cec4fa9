package io.headgate.api.chat;

import io.headgate.api.submit.RequestIds;
import io.headgate.api.submit.Submission;
import io.headgate.api.submit.Submitted;
import io.headgate.api.watch.Watches;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.topic.HeaderNames;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes chat requests in and lets their clients follow them: watched first, then submitted, so that nothing of them is missed.
 * Thread-safe; blocks its (virtual) thread.
 */
public final class ChatDesk {
    private final Submitting submission;
    private final Watches watches;
    private final BooleanSupplier watchesReady;
    private final Endings endings;
    private final Seats seats;
    private final InstantSource clock;

    /** How a request is handed in: {@link Submission#submit}. */
    @FunctionalInterface
    public interface Submitting {
        CompletionStage<Submitted> submit(Map<String, String> headers, byte[] body);
    }

    /** @param watchesReady whether what is submitted now will be heard of */
    public ChatDesk(
            Submitting submission,
            Watches watches,
            BooleanSupplier watchesReady,
            Endings endings,
            Seats seats,
            InstantSource clock) {
        this.submission = submission;
        this.watches = watches;
        this.watchesReady = watchesReady;
        this.endings = endings;
        this.seats = seats;
        this.clock = clock;
    }

    /** What became of handing a request in. */
    public sealed interface Begun {
        /** It is taken in. The conversation is the caller's to close. */
        record Following(Conversation conversation) implements Begun {}

        record Refused(Failure failure, @Nullable String param) implements Begun {}

        /** Headgate cannot take it at present; nothing may be said of it. */
        record Unavailable(String reason) implements Begun {}

        /** As many clients wait as may. */
        record Full(int most) implements Begun {}
    }

    /**
     * Hands a request in.
     *
     * @param headers {@code headgate-*} and the trace's, as the client sent them; whose it is they do not say
     */
    public Begun begin(TenantId tenant, Map<String, String> headers, ChatRequest.Readable chat)
            throws InterruptedException {
        if (!watchesReady.getAsBoolean()) {
            return new Begun.Unavailable("this process does not hear of results yet");
        }
        Runnable seat = seats.take(chat.streamed() ? Seats.Kind.STREAMING : Seats.Kind.WAITING);
        if (seat == null) {
            return new Begun.Full(seats.most());
        }
        boolean following = false;
        try {
            Begun begun = seated(tenant, headers, chat, seat);
            following = begun instanceof Begun.Following;
            return begun;
        } finally {
            if (!following) {
                seat.run();
            }
        }
    }

    private Begun seated(TenantId tenant, Map<String, String> headers, ChatRequest.Readable chat, Runnable seat)
            throws InterruptedException {
        RequestKey key;
        try {
            key = new RequestKey(tenant, id(headers, chat));
        } catch (IllegalArgumentException notAnIdentifier) {
            return new Begun.Refused(
                    Failure.of(FailureCode.INVALID_FIELD, String.valueOf(notAnIdentifier.getMessage())), "id");
        }
        Inbox inbox = new Inbox(chat.streamed());
        Watches.Watch watch = watches.open(key, inbox);
        boolean following = false;
        try {
            Begun begun = switch (submitted(headersOf(key, headers, chat), chat)) {
                case Submitted.Accepted(var request) ->
                    new Begun.Following(new Conversation(
                            request.key(),
                            request.idempotencyKey() != null,
                            inbox,
                            watch,
                            watches,
                            endings,
                            clock,
                            seat));
                case Submitted.Refused(Failure failure, String param) -> new Begun.Refused(failure, param);
                case Submitted.Unavailable(String reason) -> new Begun.Unavailable(reason);
            };
            following = begun instanceof Begun.Following;
            return begun;
        } finally {
            if (!following) {
                watch.close();
            }
        }
    }

    private RequestId id(Map<String, String> headers, ChatRequest.Readable chat) {
        String named = headers.getOrDefault(HeaderNames.ID, chat.id() == null ? "" : chat.id());
        return named.isEmpty() ? RequestIds.next(clock.instant()) : new RequestId(named);
    }

    /** Where the body names its own id, a header that names another one is the client's contradiction, and refused as such. */
    private static Map<String, String> headersOf(
            RequestKey key, Map<String, String> headers, ChatRequest.Readable chat) {
        Map<String, String> all = new HashMap<>(chat.claims());
        all.putAll(headers);
        all.put(HeaderNames.TENANT, key.tenant().value());
        all.put(HeaderNames.ID, key.request().value());
        return all;
    }

    private Submitted submitted(Map<String, String> headers, ChatRequest.Readable chat) throws InterruptedException {
        try {
            return submission.submit(headers, chat.body()).toCompletableFuture().get();
        } catch (ExecutionException broken) {
            throw new IllegalStateException("a submission failed", broken.getCause());
        }
    }
}
