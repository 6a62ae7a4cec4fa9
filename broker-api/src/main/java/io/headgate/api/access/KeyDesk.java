package io.headgate.api.access;

import io.headgate.api.access.audit.Actor;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes keys, replaces them and takes them back. What it makes it tells once. Blocks; throws {@link UnreachableException} when
 * the table does not answer. Thread-safe.
 */
public final class KeyDesk {
    private final KeyStore store;
    private final Supplier<Pepper> pepper;
    private final Consumer<KeyId> changed;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * Changes keys in a store.
     *
     * @param pepper asked for where a key is made: who takes one back needs none
     * @param changed told of every key that was changed here: it is in force at once in this process
     */
    public KeyDesk(KeyStore store, Supplier<Pepper> pepper, Consumer<KeyId> changed, InstantSource clock) {
        this.store = store;
        this.pepper = pepper;
        this.changed = changed;
        this.clock = clock;
    }

    /** What became of a wish. */
    public sealed interface Outcome {
        /** @param key to be shown once, to whoever wished for it */
        record Made(ApiKey key, KeyView view) implements Outcome {}

        /** @param field at fault */
        record Refused(Failure failure, String field) implements Outcome {}

        record Unknown() implements Outcome {}

        /** Only a valid key can be replaced. */
        record NotValid(StoredKey.State state) implements Outcome {}
    }

    public Outcome create(KeyWish wish, Actor actor) {
        Instant now = now();
        Optional<KeyWish.Problem> problem = wish.problem(now);
        if (problem.isPresent()) {
            return new Outcome.Refused(problem.get().failure(), problem.get().field());
        }
        ApiKey key = ApiKey.make(random);
        StoredKey stored = stored(key, wish, Optional.empty(), now, actor);
        store.create(stored, actor);
        return new Outcome.Made(key, KeyView.of(stored, now));
    }

    /** A key that may do everything, where nobody may administer yet; empty where somebody may. */
    public Optional<Outcome.Made> bootstrap(Actor actor) {
        Instant now = now();
        ApiKey key = ApiKey.make(random);
        KeyWish wish = new KeyWish(
                "bootstrap", KeyRole.ADMIN, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        StoredKey stored = stored(key, wish, Optional.empty(), now, actor);
        return store.createFirst(stored, actor)
                ? Optional.of(new Outcome.Made(key, KeyView.of(stored, now)))
                : Optional.empty();
    }

    /**
     * An application's key of a tenant, where no tenant ever had a key; empty where one had. So it is made once, whatever became
     * of it.
     */
    public Optional<Outcome.Made> firstClient(TenantId tenant, Actor actor) {
        Instant now = now();
        ApiKey key = ApiKey.make(random);
        KeyWish wish = new KeyWish(
                "first application",
                KeyRole.CLIENT,
                Optional.empty(),
                Optional.of(tenant),
                Optional.empty(),
                Optional.empty());
        StoredKey stored = stored(key, wish, Optional.empty(), now, actor);
        return store.createFirstOfTenants(stored, actor)
                ? Optional.of(new Outcome.Made(key, KeyView.of(stored, now)))
                : Optional.empty();
    }

    /**
     * Makes a key in place of another, for the same and as able; both are good until the other expires.
     *
     * @param oldExpiresAt when that is, unless it expires earlier already
     * @param expiresAt of the new one; empty for never
     */
    public Outcome rotate(KeyId id, Instant oldExpiresAt, Optional<Instant> expiresAt, Actor actor) {
        Instant now = now();
        if (expiresAt.isPresent() && !expiresAt.get().isAfter(now)) {
            return refused("expires_at", expiresAt.get().toString(), "after " + now);
        }
        ApiKey key = ApiKey.make(random);
        Function<StoredKey, StoredKey> successor = was -> stored(
                key,
                new KeyWish(was.label(), was.role(), Optional.of(was.scopes()), was.tenant(), was.project(), expiresAt),
                Optional.of(id),
                now,
                actor);
        Optional<StoredKey> found = store.change(
                id,
                "key.rotate",
                was -> was.at(now) == StoredKey.State.VALID
                        ? Optional.of(
                                new KeyStore.Change(was.expiringBy(oldExpiresAt), Optional.of(successor.apply(was))))
                        : Optional.empty(),
                actor);
        changed.accept(id);
        return found.<Outcome>map(was -> was.at(now) == StoredKey.State.VALID
                        ? new Outcome.Made(key, KeyView.of(successor.apply(was), now))
                        : new Outcome.NotValid(was.at(now)))
                .orElseGet(Outcome.Unknown::new);
    }

    /** Takes a key back; one that was taken back before stays so. Empty where there is none. */
    public Optional<KeyView> revoke(KeyId id, Actor actor) {
        Instant now = now();
        Optional<StoredKey> found = store.change(
                id,
                "key.revoke",
                was -> was.revokedAt().isPresent()
                        ? Optional.empty()
                        : Optional.of(new KeyStore.Change(was.revokedAt(now), Optional.empty())),
                actor);
        changed.accept(id);
        return found.map(was -> KeyView.of(was.revokedAt().isPresent() ? was : was.revokedAt(now), now));
    }

    public Optional<KeyView> find(KeyId id) {
        return store.find(id).map(key -> KeyView.of(key, now()));
    }

    /** As {@link KeyStore#list}. */
    public List<KeyView> list(Optional<TenantId> tenant, Optional<KeyId> after, int limit) {
        Instant now = now();
        return store.list(tenant, after, limit).stream()
                .map(key -> KeyView.of(key, now))
                .toList();
    }

    private StoredKey stored(ApiKey key, KeyWish wish, Optional<KeyId> replaces, Instant now, Actor actor) {
        return new StoredKey(
                key.id(),
                wish.label(),
                pepper.get().mac(key),
                wish.role(),
                wish.scopesOrRole(),
                wish.tenant(),
                wish.project(),
                now,
                actor.name(),
                wish.expiresAt(),
                Optional.empty(),
                replaces,
                Optional.empty());
    }

    private static Outcome refused(String field, String seen, String allowed) {
        return new Outcome.Refused(
                new Failure(FailureCode.INVALID_FIELD, "The key cannot be made so: " + field + ".", seen, allowed),
                field);
    }

    /** Postgres keeps microseconds. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
