package io.headgate.api.chat;

import io.headgate.api.lookup.IndexUnavailableException;
import io.headgate.api.lookup.RequestLookup;
import io.headgate.schemas.id.RequestKey;
import java.time.Duration;
import java.util.Optional;

/** The index: behind the topics by some tens of milliseconds, and away while Postgres is. */
public final class IndexedEndings implements Endings {
    private final RequestLookup lookup;

    public IndexedEndings(RequestLookup lookup) {
        this.lookup = lookup;
    }

    @Override
    public Optional<Ending> find(RequestKey key, Duration wait) throws InterruptedException {
        try {
            return switch (lookup.find(key, wait)) {
                case RequestLookup.Found.Known(var row) -> Ending.of(row);
                case RequestLookup.Found.Unknown(), RequestLookup.Found.Undecided() -> Optional.empty();
            };
        } catch (IndexUnavailableException away) {
            return Optional.empty();
        }
    }
}
