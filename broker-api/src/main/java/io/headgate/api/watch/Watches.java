package io.headgate.api.watch;

import io.headgate.schemas.id.RequestKey;
import java.util.function.Consumer;

/** The requests that somebody watches in this process: what the topics say of them from now on. Thread-safe. */
public interface Watches {
    /**
     * Watches a request. Of what was published before this call nothing is heard: who submits, watches first; who looks up
     * what may have ended already, watches, and then asks the index.
     *
     * @param watcher told on the thread that reads the topics: it must return at once, and never throw
     */
    Watch open(RequestKey key, Consumer<Watched> watcher);

    /** One who watches; closing it is how to stop. Closing twice is harmless. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
