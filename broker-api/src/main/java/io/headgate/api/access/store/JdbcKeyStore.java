package io.headgate.api.access.store;

import io.headgate.api.access.KeyId;
import io.headgate.api.access.KeyStore;
import io.headgate.api.access.KeyView;
import io.headgate.api.access.StoredKey;
import io.headgate.api.access.audit.Act;
import io.headgate.api.access.audit.Actor;
import io.headgate.schemas.id.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The table {@code api_key}. */
public final class JdbcKeyStore implements KeyStore {
    private final Transactions transactions;

    public JdbcKeyStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<StoredKey> find(KeyId id) {
        return transactions.run(connection -> KeyTable.find(connection, id));
    }

    @Override
    public List<StoredKey> list(Optional<TenantId> tenant, Optional<KeyId> after, int limit) {
        return transactions.run(connection -> KeyTable.list(connection, tenant, after, limit));
    }

    @Override
    public void create(StoredKey key, Actor actor) {
        transactions.run(connection -> {
            insert(connection, key, actor);
            return key;
        });
    }

    @Override
    public boolean createFirst(StoredKey key, Actor actor) {
        return createUnless(connection -> KeyTable.anyMayAdminister(connection, key.createdAt()), key, actor);
    }

    @Override
    public boolean createFirstOfTenants(StoredKey key, Actor actor) {
        return createUnless(KeyTable::anyOfATenant, key, actor);
    }

    private boolean createUnless(Transactions.Work<Boolean> thereIsOne, StoredKey key, Actor actor) {
        return transactions.run(connection -> {
            try (Statement lock = connection.createStatement()) {
                // Two processes that start at once must not both be first.
                lock.execute("LOCK TABLE api_key IN SHARE ROW EXCLUSIVE MODE");
            }
            if (thereIsOne.in(connection)) {
                return false;
            }
            insert(connection, key, actor);
            return true;
        });
    }

    @Override
    public Optional<StoredKey> change(
            KeyId id, String action, Function<StoredKey, Optional<Change>> change, Actor actor) {
        return transactions.run(connection -> {
            Optional<StoredKey> was = KeyTable.lock(connection, id);
            Optional<Change> wanted = was.flatMap(change);
            if (wanted.isPresent()) {
                StoredKey after = wanted.get().after();
                KeyTable.update(connection, after);
                Instant at = Instant.now();
                JdbcAuditLog.write(connection, act(at, action, was.orElseThrow(), after, actor));
                if (wanted.get().successor().isPresent()) {
                    insert(connection, wanted.get().successor().get(), actor);
                }
            }
            return was;
        });
    }

    @Override
    public void stamp(Map<KeyId, Instant> lastUses) {
        transactions.run(connection -> {
            KeyTable.stamp(connection, lastUses);
            return lastUses;
        });
    }

    private static void insert(Connection connection, StoredKey key, Actor actor) throws SQLException {
        KeyTable.insert(connection, key);
        JdbcAuditLog.write(connection, act(key.createdAt(), "key.create", null, key, actor));
    }

    private static Act act(Instant at, String action, @Nullable StoredKey before, StoredKey after, Actor actor) {
        return new Act(
                at,
                actor,
                action,
                after.id().value(),
                after.tenant(),
                before == null ? null : KeyView.of(before, at),
                KeyView.of(after, at));
    }
}
