package io.headgate.api.access.audit;

import io.headgate.schemas.id.TenantId;
import java.util.List;
import java.util.Optional;

/** The log of administrative acts. Blocks; throws {@link io.headgate.api.access.UnreachableException} when Postgres does not answer. */
public interface AuditLog {
    /** Where there is none to write to. */
    AuditLog NONE = new AuditLog() {
        @Override
        public List<AuditRow> list(Optional<TenantId> tenant, Optional<Long> before, int limit) {
            return List.of();
        }

        @Override
        public void whileDoing(Act act, Runnable doing) {
            doing.run();
        }
    };

    /**
     * The newest first.
     *
     * @param tenant whom it concerns; empty for all
     * @param before only what is older than this {@code seq}; empty from the newest on
     * @param limit at most so many, 1 and more
     */
    List<AuditRow> list(Optional<TenantId> tenant, Optional<Long> before, int limit);

    /** Does something outside Postgres and writes it down: neither is there without the other, but for a crash between the two. */
    void whileDoing(Act act, Runnable doing);
}
