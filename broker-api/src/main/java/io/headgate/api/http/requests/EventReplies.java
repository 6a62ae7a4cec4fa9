package io.headgate.api.http.requests;

import io.headgate.api.chat.Seats;
import io.headgate.api.events.EventFeed;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;

/** Streams of events as replies, each with a seat of its own. */
final class EventReplies {
    /** What a client that comes back says. */
    static final String LAST_EVENT_ID = "last-event-id";

    private EventReplies() {}

    /** A stream for as long as it is told and its client is there; 503 where as many are there as may. */
    static HttpResponse<?> stream(Seats seats, EventPublisher.Teller teller) {
        if (seats.taken() >= seats.most()) {
            return RequestReplies.full(seats.most());
        }
        return HttpResponse.ok(new EventPublisher(listener -> seated(seats, teller, listener)))
                .contentType(MediaType.TEXT_EVENT_STREAM_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                // A proxy that gathers what it sends on would hold events back.
                .header("x-accel-buffering", "no");
    }

    /** Who finds the last seat taken in between is let go, and comes back. */
    private static void seated(Seats seats, EventPublisher.Teller teller, EventFeed.Listener listener)
            throws InterruptedException {
        Runnable seat = seats.take(Seats.Kind.STREAMING);
        if (seat == null) {
            return;
        }
        try {
            teller.tell(listener);
        } finally {
            seat.run();
        }
    }
}
