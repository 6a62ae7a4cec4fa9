package io.headgate.api.access;

import io.headgate.schemas.id.TenantId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept of a key: all but the key.
 *
 * @param label what people call it
 * @param mac {@link Pepper#mac} of the key
 * @param scopes what it may do: those of its role, or fewer
 * @param tenant for whom it acts; empty for a key of the whole installation, which names a tenant with each request
 * @param project of that tenant; empty where it is not bound to one
 * @param createdBy the key, or the user of the machine, that made it
 * @param expiresAt from when on it is refused; empty for never
 * @param revokedAt when somebody took it back
 * @param replaces the key in whose place it came
 * @param lastUsedAt some seconds behind; empty when it never was
 */
public record StoredKey(
        KeyId id,
        String label,
        byte[] mac,
        KeyRole role,
        Set<Scope> scopes,
        Optional<TenantId> tenant,
        Optional<String> project,
        Instant createdAt,
        String createdBy,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt,
        Optional<KeyId> replaces,
        Optional<Instant> lastUsedAt) {
    public StoredKey {
        scopes = Set.copyOf(scopes);
        mac = mac.clone();
        if (project.isPresent() && tenant.isEmpty()) {
            throw new IllegalArgumentException("key %s: seen a project, allowed one of a tenant".formatted(id));
        }
    }

    @Override
    public byte[] mac() {
        return mac.clone();
    }

    /** Whether a key is let in. */
    public enum State {
        VALID,
        EXPIRED,
        REVOKED;

        /** As it is written in JSON and on the command line. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public State at(Instant now) {
        if (revokedAt.isPresent()) {
            return State.REVOKED;
        }
        return expiresAt.isPresent() && !now.isBefore(expiresAt.get()) ? State.EXPIRED : State.VALID;
    }

    /** The same, expiring at a moment unless it does earlier. */
    StoredKey expiringBy(Instant moment) {
        Instant earlier = expiresAt.filter(moment::isAfter).orElse(moment);
        return with(Optional.of(earlier), revokedAt);
    }

    StoredKey revokedAt(Instant moment) {
        return with(expiresAt, Optional.of(moment));
    }

    private StoredKey with(Optional<Instant> expires, Optional<Instant> revoked) {
        return new StoredKey(
                id,
                label,
                mac,
                role,
                scopes,
                tenant,
                project,
                createdAt,
                createdBy,
                expires,
                revoked,
                replaces,
                lastUsedAt);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredKey key && id.equals(key.id) && Arrays.equals(mac, key.mac);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** Without what could be guessed at. */
    @Override
    public String toString() {
        return "StoredKey[%s, %s, tenant=%s]"
                .formatted(id, role.wireName(), tenant.map(TenantId::value).orElse("any"));
    }
}
