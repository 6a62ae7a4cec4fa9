package io.headgate.api.access;

import io.headgate.schemas.id.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Lets in whoever has a good key, as the key says. Thread-safe. */
public final class KeyedEntrance implements Entrance {
    private static final String BAD = "Incorrect API key provided.";

    private final KnownKeys known;
    private final Guesses guesses;
    private final Pepper pepper;
    private final LastUses uses;
    private final InstantSource clock;

    public KeyedEntrance(KnownKeys known, Guesses guesses, Pepper pepper, LastUses uses, InstantSource clock) {
        this.known = known;
        this.guesses = guesses;
        this.pepper = pepper;
        this.uses = uses;
        this.clock = clock;
    }

    @Override
    public Entry enter(Presented presented) {
        if (presented.key().isEmpty()) {
            return new Entry.Unidentified(
                    "You didn't provide an API key: send it as Authorization: Bearer hg_<id>_<secret>.");
        }
        Optional<ApiKey> key = ApiKey.parse(presented.key().get());
        if (key.isEmpty()) {
            return new Entry.Unidentified(BAD);
        }
        return known.remembers(key.get().id())
                ? enter(key.get(), known.find(key.get().id()), presented)
                : enterAsGuess(key.get(), presented);
    }

    /** The key may be one that somebody made up. */
    private Entry enterAsGuess(ApiKey key, Presented presented) {
        if (!guesses.take(presented.from())) {
            return new Entry.TooManyGuesses(guesses.untilFresh(presented.from()));
        }
        KnownKeys.Found found = known.find(key.id());
        if (!(found instanceof KnownKeys.Found.Unknown)) {
            guesses.giveBack(presented.from());
        }
        return enter(key, found, presented);
    }

    private Entry enter(ApiKey key, KnownKeys.Found found, Presented presented) {
        return switch (found) {
            case KnownKeys.Found.Unknown() -> new Entry.Unidentified(BAD);
            case KnownKeys.Found.Undecided() -> new Entry.Undecided();
            case KnownKeys.Found.Known(StoredKey stored) ->
                pepper.matches(key, stored.mac()) ? admit(stored, presented) : new Entry.Unidentified(BAD);
        };
    }

    /** The secret was right: what is wrong may be told. */
    private Entry admit(StoredKey key, Presented presented) {
        Instant now = clock.instant();
        switch (key.at(now)) {
            case EXPIRED -> {
                return new Entry.Unidentified("The API key %s has expired.".formatted(key.id()));
            }
            case REVOKED -> {
                return new Entry.Unidentified("The API key %s has been revoked.".formatted(key.id()));
            }
            case VALID -> uses.used(key.id(), now);
        }
        if (differ(key.tenant(), presented.tenant())) {
            return new Entry.Foreign(
                    "tenant",
                    presented.tenant().orElseThrow().value(),
                    key.tenant().orElseThrow().value());
        }
        if (differ(key.project(), presented.project())) {
            return new Entry.Foreign(
                    "project", presented.project().orElseThrow(), key.project().orElseThrow());
        }
        Optional<TenantId> tenant = key.tenant().or(presented::tenant);
        return new Entry.Admitted(new Caller(key.id().value(), tenant, key.scopes(), key.project()));
    }

    private static <T> boolean differ(Optional<T> own, Optional<T> named) {
        return own.isPresent() && named.isPresent() && !own.equals(named);
    }
}
