package io.headgate.api.access;

import io.headgate.api.access.audit.Actor;
import io.headgate.schemas.id.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A table of keys in memory, that a test can take away. */
final class MemoryKeyStore implements KeyStore {
    final Map<KeyId, StoredKey> keys = new TreeMap<>();
    final List<String> acts = new ArrayList<>();
    boolean away;
    int reads;

    /** What is kept of a key; fails where nothing is. */
    StoredKey kept(KeyId id) {
        return Optional.ofNullable(keys.get(id)).orElseThrow();
    }

    @Override
    public Optional<StoredKey> find(KeyId id) {
        reads++;
        if (away) {
            throw new UnreachableException("the test's table", new IllegalStateException("away"));
        }
        return Optional.ofNullable(keys.get(id));
    }

    @Override
    public List<StoredKey> list(Optional<TenantId> tenant, Optional<KeyId> after, int limit) {
        return keys.values().stream()
                .filter(key -> tenant.isEmpty() || key.tenant().equals(tenant))
                .filter(key -> after.isEmpty() || key.id().compareTo(after.get()) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public void create(StoredKey key, Actor actor) {
        keys.put(key.id(), key);
        acts.add("key.create " + key.id());
    }

    @Override
    public boolean createFirst(StoredKey key, Actor actor) {
        boolean first = keys.values().stream()
                .noneMatch(known ->
                        known.scopes().contains(Scope.ADMIN) && known.at(key.createdAt()) == StoredKey.State.VALID);
        if (first) {
            create(key, actor);
        }
        return first;
    }

    @Override
    public boolean createFirstOfTenants(StoredKey key, Actor actor) {
        boolean first = keys.values().stream().allMatch(known -> known.tenant().isEmpty());
        if (first) {
            create(key, actor);
        }
        return first;
    }

    @Override
    public Optional<StoredKey> change(
            KeyId id, String action, Function<StoredKey, Optional<Change>> change, Actor actor) {
        Optional<StoredKey> was = Optional.ofNullable(keys.get(id));
        was.flatMap(change).ifPresent(wanted -> {
            keys.put(id, wanted.after());
            acts.add(action + " " + id);
            wanted.successor().ifPresent(successor -> create(successor, actor));
        });
        return was;
    }

    @Override
    public void stamp(Map<KeyId, Instant> lastUses) {
        acts.add("stamp " + lastUses.keySet());
    }
}
