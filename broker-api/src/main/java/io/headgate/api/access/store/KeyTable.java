package io.headgate.api.access.store;

import io.headgate.api.access.KeyId;
import io.headgate.api.access.KeyRole;
import io.headgate.api.access.Scope;
import io.headgate.api.access.StoredKey;
import io.headgate.schemas.id.TenantId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The statements on {@code api_key}. */
final class KeyTable {
    private static final String SELECT = """
            SELECT key_id, label, mac, role, scopes, tenant, project, created_at, created_by, expires_at, revoked_at,
                   replaces, last_used_at
            FROM api_key
            """;

    private KeyTable() {}

    static Optional<StoredKey> find(Connection connection, KeyId id) throws SQLException {
        return one(connection, SELECT + "WHERE key_id = ?", id);
    }

    /** As {@link #find}, and nobody changes it before the end of the transaction. */
    static Optional<StoredKey> lock(Connection connection, KeyId id) throws SQLException {
        return one(connection, SELECT + "WHERE key_id = ? FOR UPDATE", id);
    }

    private static Optional<StoredKey> one(Connection connection, String sql, KeyId id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, id.value());
            return read(select).stream().findFirst();
        }
    }

    static List<StoredKey> list(Connection connection, Optional<TenantId> tenant, Optional<KeyId> after, int limit)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                SELECT + "WHERE (?::text IS NULL OR tenant = ?) AND key_id > ? ORDER BY key_id LIMIT ?")) {
            String named = tenant.map(TenantId::value).orElse(null);
            select.setString(1, named);
            select.setString(2, named);
            select.setString(3, after.map(KeyId::value).orElse(""));
            select.setInt(4, limit);
            return read(select);
        }
    }

    static boolean anyMayAdminister(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT 1 FROM api_key
                WHERE 'admin' = ANY (scopes) AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?) LIMIT 1""")) {
            select.setObject(1, now.atOffset(ZoneOffset.UTC));
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Revoked and expired ones count: no key is ever deleted. */
    static boolean anyOfATenant(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT 1 FROM api_key WHERE tenant IS NOT NULL LIMIT 1");
                ResultSet row = select.executeQuery()) {
            return row.next();
        }
    }

    static void insert(Connection connection, StoredKey key) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO api_key (key_id, label, mac, role, scopes, tenant, project, created_at, created_by, expires_at,
                                     revoked_at, replaces)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            insert.setString(1, key.id().value());
            insert.setString(2, key.label());
            insert.setBytes(3, key.mac());
            insert.setString(4, key.role().wireName());
            insert.setArray(5, names(connection, key.scopes()));
            insert.setString(6, key.tenant().map(TenantId::value).orElse(null));
            insert.setString(7, key.project().orElse(null));
            insert.setObject(8, key.createdAt().atOffset(ZoneOffset.UTC));
            insert.setString(9, key.createdBy());
            insert.setObject(10, Columns.timestamp(key.expiresAt()));
            insert.setObject(11, Columns.timestamp(key.revokedAt()));
            insert.setString(12, key.replaces().map(KeyId::value).orElse(null));
            insert.executeUpdate();
        }
    }

    static void update(Connection connection, StoredKey key) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE api_key SET expires_at = ?, revoked_at = ? WHERE key_id = ?")) {
            update.setObject(1, Columns.timestamp(key.expiresAt()));
            update.setObject(2, Columns.timestamp(key.revokedAt()));
            update.setString(3, key.id().value());
            update.executeUpdate();
        }
    }

    static void stamp(Connection connection, Map<KeyId, Instant> lastUses) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE api_key SET last_used_at = greatest(last_used_at, ?) WHERE key_id = ?")) {
            // In one order everywhere: two processes that stamp the same keys must not wait for each other.
            for (Map.Entry<KeyId, Instant> use : new TreeMap<>(lastUses).entrySet()) {
                update.setObject(1, use.getValue().atOffset(ZoneOffset.UTC));
                update.setString(2, use.getKey().value());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static Array names(Connection connection, Set<Scope> scopes) throws SQLException {
        return connection.createArrayOf(
                "text", scopes.stream().sorted().map(Scope::wireName).toArray());
    }

    private static List<StoredKey> read(PreparedStatement select) throws SQLException {
        List<StoredKey> keys = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                keys.add(read(row));
            }
        }
        return keys;
    }

    private static StoredKey read(ResultSet row) throws SQLException {
        return new StoredKey(
                new KeyId(row.getString("key_id")),
                row.getString("label"),
                row.getBytes("mac"),
                KeyRole.named(row.getString("role")).orElseThrow(),
                scopes(row.getArray("scopes")),
                Optional.ofNullable(row.getString("tenant")).map(TenantId::new),
                Optional.ofNullable(row.getString("project")),
                Columns.instant(row, "created_at").orElseThrow(),
                row.getString("created_by"),
                Columns.instant(row, "expires_at"),
                Columns.instant(row, "revoked_at"),
                Optional.ofNullable(row.getString("replaces")).map(KeyId::new),
                Columns.instant(row, "last_used_at"));
    }

    /** A scope of a newer release is none here: a key may do less, never more. */
    private static Set<Scope> scopes(Array names) throws SQLException {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String name : (String[]) names.getArray()) {
            Scope.named(name).ifPresent(scopes::add);
        }
        return scopes;
    }
}
