package io.headgate.api.http.requests;

import io.headgate.api.events.EventFeed;
import io.headgate.api.events.RequestEvent;
import io.micronaut.http.sse.Event;
import java.util.concurrent.Semaphore;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-sent events of a virtual thread, as many at a time as their reader wants; the thread ends when its reader is
 * gone. For one subscriber.
 */
final class EventPublisher implements Publisher<Event<String>> {
    private static final Logger log = LoggerFactory.getLogger(EventPublisher.class);

    private final Teller teller;

    /** What tells the events. */
    @FunctionalInterface
    interface Teller {
        /** @throws InterruptedException when nobody listens any more */
        void tell(EventFeed.Listener listener) throws InterruptedException;
    }

    EventPublisher(Teller teller) {
        this.teller = teller;
    }

    @Override
    public void subscribe(Subscriber<? super Event<String>> subscriber) {
        Telling telling = new Telling(teller, subscriber);
        subscriber.onSubscribe(telling);
        telling.thread.start();
    }

    private static final class Telling implements Subscription {
        /** So that a reader that wants everything does not overflow the count. */
        private static final int MOST_WANTED = 1 << 30;

        private final Semaphore wanted = new Semaphore(0);
        private final Teller teller;
        private final Subscriber<? super Event<String>> subscriber;
        private final Thread thread;

        Telling(Teller teller, Subscriber<? super Event<String>> subscriber) {
            this.teller = teller;
            this.subscriber = subscriber;
            this.thread = Thread.ofVirtual().name("headgate-events").unstarted(this::run);
        }

        private void run() {
            try {
                teller.tell(event -> {
                    wanted.acquire();
                    subscriber.onNext(sent(event));
                });
                subscriber.onComplete();
            } catch (InterruptedException gone) {
                log.atTrace().log("whoever followed a request is gone");
            } catch (RuntimeException fault) {
                log.atError().setCause(fault).log("events of a request ended early");
                subscriber.onComplete();
            }
        }

        @Override
        public synchronized void request(long more) {
            int room = MOST_WANTED - wanted.availablePermits();
            wanted.release((int) Math.clamp(more, 0, room));
        }

        @Override
        public void cancel() {
            thread.interrupt();
        }
    }

    private static Event<String> sent(RequestEvent event) {
        Event<String> sent = Event.of(event.data()).name(event.name());
        return event.id() == null ? sent : sent.id(event.id());
    }
}
