package io.headgate.api.chat;

import io.headgate.api.watch.Watched;
import io.headgate.api.watch.Watches;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Delta;
import io.headgate.schemas.message.Notice;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that a client waits for, until one of them ends. Where it turns out to be a repeat, the request that came first is
 * followed in its place. Blocks; of one (virtual) thread, but for {@link #leave}.
 */
public final class Conversation implements AutoCloseable {
    /** How often the index is asked for an end that may have passed before it was watched for. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    private static final Duration INDEX_IS_BEHIND = Duration.ofSeconds(1);

    private final RequestKey own;
    private final boolean repeatable;
    private final Inbox inbox;
    private final Watches watches;
    private final Endings endings;
    private final InstantSource clock;
    private final Runnable onClose;
    private final List<Watches.Watch> open = new ArrayList<>();
    private @Nullable RequestKey original;
    private boolean closed;

    Conversation(
            RequestKey own,
            boolean repeatable,
            Inbox inbox,
            Watches.Watch watch,
            Watches watches,
            Endings endings,
            InstantSource clock,
            Runnable onClose) {
        this.own = own;
        this.repeatable = repeatable;
        this.inbox = inbox;
        this.watches = watches;
        this.endings = endings;
        this.clock = clock;
        this.onClose = onClose;
        open.add(watch);
    }

    /** What happens. */
    public sealed interface Step {
        record Piece(Delta delta) implements Step {}

        record Ended(Ending ending) implements Step {}

        /** Another body came under its idempotency key or id before. */
        record Conflict(RequestKey with) implements Step {}

        /** The client has gone. */
        record Left() implements Step {}

        /** Nothing happened in the time. */
        record Quiet() implements Step {}
    }

    /** What happens next, or {@link Step.Quiet} when it is so late. */
    public Step next(Instant until) throws InterruptedException {
        while (true) {
            Duration left = Duration.between(clock.instant(), until);
            Duration wait = original != null && left.compareTo(ASK_AGAIN) > 0 ? ASK_AGAIN : left;
            Optional<Step> step = switch (inbox.next(wait)) {
                case Inbox.News.Left() -> Optional.of(new Step.Left());
                case Inbox.News.Heard(Watched watched) -> heard(watched);
                case Inbox.News.Quiet() when !left.isPositive() || wait.equals(left) -> Optional.of(new Step.Quiet());
                case Inbox.News.Quiet() -> lookedUp(Duration.ZERO);
            };
            if (step.isPresent()) {
                return step.get();
            }
        }
    }

    private Optional<Step> heard(Watched watched) throws InterruptedException {
        return switch (watched) {
            case Watched.Ended(var result) -> Optional.of(new Step.Ended(Ending.of(result)));
            case Watched.Piece(var delta) -> Optional.of(new Step.Piece(delta));
            case Watched.Told(Notice notice) ->
                switch (notice.kind()) {
                    case WAITING, OTHER -> Optional.empty();
                    case DUPLICATE_ABSORBED -> original == null ? follow(first(notice)) : Optional.empty();
                    case IDEMPOTENCY_CONFLICT ->
                        original == null ? Optional.of(new Step.Conflict(first(notice))) : Optional.empty();
                };
        };
    }

    private RequestKey first(Notice notice) {
        RequestId first = notice.original();
        return first == null ? notice.key() : new RequestKey(notice.key().tenant(), first);
    }

    /** Watches it before the index is asked: one of the two knows of the end. */
    private Optional<Step> follow(RequestKey first) throws InterruptedException {
        original = first;
        if (!first.equals(own)) {
            open.add(watches.open(first, inbox));
        }
        return lookedUp(INDEX_IS_BEHIND);
    }

    private Optional<Step> lookedUp(Duration wait) throws InterruptedException {
        return endings.find(key(), wait).map(Step.Ended::new);
    }

    /** Looks once whether it has ended unheard: before a client is told that it has not. */
    public Optional<Ending> missed() throws InterruptedException {
        return endings.find(key(), Duration.ZERO);
    }

    /** Whose end is waited for: the request's own, or of the one that it repeats. */
    public RequestKey key() {
        return original == null ? own : original;
    }

    /** The request that its client handed in, whichever is followed. */
    public RequestKey own() {
        return own;
    }

    /** Whether it has a name by which it is known when it comes again. */
    public boolean repeatable() {
        return repeatable;
    }

    /** The client has gone. From any thread, any number of times. */
    public void leave() {
        inbox.leave();
    }

    /** Watches no more. A second close changes nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            open.forEach(Watches.Watch::close);
            onClose.run();
        }
    }
}
