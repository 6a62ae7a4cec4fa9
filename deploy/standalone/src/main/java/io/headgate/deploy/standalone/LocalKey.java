package io.headgate.deploy.standalone;

import io.headgate.api.access.ApiKey;
import io.headgate.api.access.KeyDesk;
import io.headgate.api.access.KeyRole;
import io.headgate.api.access.KeyWish;
import io.headgate.api.access.UnreachableException;
import io.headgate.api.access.audit.Actor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The key with which commands of the same user speak to a standalone while it runs: an operator's, which may administer
 * nothing. It is left where the database's password is left, and revoked at the end; one that a killed process left is revoked
 * by the next.
 */
record LocalKey(KeyDesk desk, ApiKey key) implements AutoCloseable {
    static final Actor ACTOR = new Actor(System.getProperty("user.name", "unknown"), Actor.Via.UP);

    private static final Duration AT_MOST = Duration.ofDays(30);

    /** Empty while Postgres does not answer: a standalone runs without it, and so do its commands. */
    static Optional<LocalKey> make(KeyDesk desk, Path home) {
        try {
            return Optional.of(makeNow(desk, home));
        } catch (UnreachableException away) {
            return Optional.empty();
        }
    }

    private static LocalKey makeNow(KeyDesk desk, Path home) {
        Connection.readFrom(home)
                .map(Connection::apiKey)
                .flatMap(ApiKey::parse)
                .ifPresent(left -> desk.revoke(left.id(), ACTOR));
        KeyWish wish = new KeyWish(
                "commands on this machine",
                KeyRole.OPERATOR,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Instant.now().plus(AT_MOST)));
        return switch (desk.create(wish, ACTOR)) {
            case KeyDesk.Outcome.Made made -> new LocalKey(desk, made.key());
            case KeyDesk.Outcome other -> throw new IllegalStateException("no key for the commands here: " + other);
        };
    }

    String text() {
        return key.text();
    }

    @Override
    public void close() {
        try {
            desk.revoke(key.id(), ACTOR);
        } catch (UnreachableException away) {
            // The file with it goes, and the next start revokes nothing then; it expires.
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "LocalKey[" + key.id() + "]";
    }
}
