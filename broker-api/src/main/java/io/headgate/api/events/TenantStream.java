package io.headgate.api.events;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The events of one tenant in this process, the last of them remembered, and who follows them. Thread-safe. */
final class TenantStream {
    static final int REMEMBERED = 1_000;
    /** For how long it goes on when nobody follows any more. */
    static final Duration KEPT = Duration.ofMinutes(5);

    /** What is told to one who may have missed something. */
    static final RequestEvent GAP = new RequestEvent(
            null,
            "gap",
            "{\"message\":\"Some of what happened before is not remembered here: GET /v1/requests has it.\"}");

    private static final Pattern EVENT_ID = Pattern.compile("([0-9a-f]{8})-([0-9]{1,18})");

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final Deque<RequestEvent> remembered = new ArrayDeque<>();
    private final List<Follower> followers = new ArrayList<>();
    private long last;
    private Instant leftAt;

    TenantStream(Instant now) {
        this.leftAt = now;
    }

    /** One who follows; what it is told waits for it. */
    static final class Follower {
        private final BlockingQueue<RequestEvent> heard = new LinkedBlockingQueue<>(2 * REMEMBERED);
        private final AtomicBoolean missed = new AtomicBoolean();

        private void hear(RequestEvent event) {
            if (!heard.offer(event)) {
                missed.set(true);
            }
        }

        /** The next event; a ping where nothing happens for so long. */
        RequestEvent next(Duration ping) throws InterruptedException {
            if (heard.isEmpty() && missed.getAndSet(false)) {
                return GAP;
            }
            RequestEvent next = heard.poll(ping.toMillis(), TimeUnit.MILLISECONDS);
            return next == null ? RequestEvent.PING : next;
        }
    }

    synchronized void append(RequestEvent event) {
        last++;
        RequestEvent numbered = new RequestEvent(idOf(last), event.name(), event.data());
        remembered.addLast(numbered);
        if (remembered.size() > REMEMBERED) {
            remembered.removeFirst();
        }
        followers.forEach(follower -> follower.hear(numbered));
    }

    /**
     * Lets somebody follow, from behind what was the last that was heard; from now on where that is not remembered, or where
     * nothing was.
     */
    synchronized void enter(Follower follower, @Nullable String lastHeard) {
        OptionalLong known = lastHeard == null ? OptionalLong.of(last) : number(lastHeard);
        long from = known.orElse(last);
        // So that whoever goes before anything has happened can come back as well.
        follower.hear(new RequestEvent(idOf(from), "open", "{}"));
        if (known.isEmpty()) {
            follower.hear(GAP);
        }
        remembered.stream().skip(remembered.size() - (last - from)).forEach(follower::hear);
        followers.add(follower);
    }

    synchronized void leave(Follower follower, Instant now) {
        followers.remove(follower);
        leftAt = now;
    }

    /** Whether nobody follows, and nobody is likely to come back. */
    synchronized boolean isOver(Instant now) {
        return followers.isEmpty() && !now.isBefore(leftAt.plus(KEPT));
    }

    private String idOf(long number) {
        return id + "-" + number;
    }

    /** Empty where what came behind it is not all remembered. */
    private OptionalLong number(String eventId) {
        Matcher form = EVENT_ID.matcher(eventId);
        if (!form.matches() || !form.group(1).equals(id)) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(form.group(2));
        return number <= last && number >= last - remembered.size() ? OptionalLong.of(number) : OptionalLong.empty();
    }
}
