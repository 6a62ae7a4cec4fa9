package io.headgate.api.events;

import io.headgate.api.lookup.IndexUnavailableException;
import io.headgate.api.lookup.RequestLookup;
import io.headgate.api.lookup.RequestRow;
import io.headgate.api.watch.Watched;
import io.headgate.api.watch.Watches;
import io.headgate.schemas.id.RequestKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a request to its end for somebody. The topics say what happens, the index what has happened: it is read at the
 * beginning, at the end, and now and then between, for what a topic said while nobody listened. Made for virtual threads:
 * it blocks.
 */
public final class EventFeed {
    private static final Logger log = LoggerFactory.getLogger(EventFeed.class);
    /** What one who reads slowly may be behind by; what is more is left out. */
    private static final int MOST_BEHIND = 1_000;

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final Watches watches;
    private final RequestLookup.Rows rows;
    private final Duration ping;

    /** @param ping how long nothing may be sent */
    public EventFeed(Watches watches, RequestLookup.Rows rows, Duration ping) {
        this.watches = watches;
        this.rows = rows;
        this.ping = ping;
    }

    /** Where events go. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Hands on an event; blocks while the one who listens is slow.
         *
         * @throws InterruptedException when nobody listens any more
         */
        void tell(RequestEvent event) throws InterruptedException;
    }

    /** Tells everything until the request has ended; ends early when its thread is interrupted. */
    public void follow(RequestKey key, Telling telling, Listener listener) throws InterruptedException {
        BlockingQueue<Watched> heard = new LinkedBlockingQueue<>(MOST_BEHIND);
        AtomicBoolean missed = new AtomicBoolean();
        try (Watches.Watch watch = watches.open(key, watched -> {
            if (!heard.offer(watched)) {
                missed.set(true);
            }
        })) {
            look(key, telling, listener);
            while (!telling.isOver()) {
                Watched next = heard.poll(ping.toMillis(), TimeUnit.MILLISECONDS);
                if (next == null) {
                    listener.tell(RequestEvent.PING);
                    look(key, telling, listener);
                } else {
                    tell(key, next, telling, listener);
                    if (heard.isEmpty() && missed.getAndSet(false)) {
                        look(key, telling, listener);
                    }
                }
            }
        }
    }

    private void tell(RequestKey key, Watched watched, Telling telling, Listener listener) throws InterruptedException {
        switch (watched) {
            case Watched.Ended _ -> end(key, telling, listener);
            case Watched.Told _, Watched.Piece _ -> {
                Optional<RequestEvent> event = telling.heard(watched);
                if (event.isPresent()) {
                    listener.tell(event.get());
                }
            }
        }
    }

    /** The index follows by some tens of milliseconds, or by as long as Postgres is away. */
    private void end(RequestKey key, Telling telling, Listener listener) throws InterruptedException {
        Duration pause = SHORTEST_PAUSE;
        Duration silent = Duration.ZERO;
        look(key, telling, listener);
        while (!telling.isOver()) {
            Thread.sleep(pause);
            silent = silent.plus(pause);
            if (silent.compareTo(ping) >= 0) {
                listener.tell(RequestEvent.PING);
                silent = Duration.ZERO;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            look(key, telling, listener);
        }
    }

    private void look(RequestKey key, Telling telling, Listener listener) throws InterruptedException {
        Optional<RequestRow> row;
        try {
            row = rows.find(key);
        } catch (IndexUnavailableException away) {
            log.atDebug().log("the index cannot be read; it is looked at again");
            return;
        }
        Optional<RequestEvent> event = row.flatMap(telling::seen);
        if (event.isPresent()) {
            listener.tell(event.get());
        }
    }
}
