package io.headgate.api.access;

import io.headgate.api.access.audit.Actor;
import io.headgate.schemas.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where keys are kept. What changes something writes it to the audit log in the same transaction. Blocks; throws
 * {@link UnreachableException} when it does not answer.
 */
public interface KeyStore {
    Optional<StoredKey> find(KeyId id);

    /**
     * In the order of their ids.
     *
     * @param tenant whose; empty for all
     * @param after only ids after this one
     * @param limit at most so many, 1 and more
     */
    List<StoredKey> list(Optional<TenantId> tenant, Optional<KeyId> after, int limit);

    void create(StoredKey key, Actor actor);

    /** Creates it where no valid key of the installation may administer; false, and nothing done, where one may. */
    boolean createFirst(StoredKey key, Actor actor);

    /** Creates it where no key of any tenant was ever made, good or not; false, and nothing done, where one was. */
    boolean createFirstOfTenants(StoredKey key, Actor actor);

    /**
     * Changes when a key expires and whether it is revoked; nobody else changes it meanwhile.
     *
     * @param action for the audit log
     * @param change what is to become of the key as it is; empty for nothing, and then nothing is written
     * @return the key as it was; empty where there is none
     */
    Optional<StoredKey> change(KeyId id, String action, Function<StoredKey, Optional<Change>> change, Actor actor);

    /**
     * What becomes of a key.
     *
     * @param successor comes in its place, in the same transaction; empty for none
     */
    record Change(StoredKey after, Optional<StoredKey> successor) {}

    /** Writes down when keys were last used; what is there already and later stays. */
    void stamp(Map<KeyId, Instant> lastUses);
}
