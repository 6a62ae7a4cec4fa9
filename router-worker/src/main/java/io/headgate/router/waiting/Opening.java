package io.headgate.router.waiting;

import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Priority;
import java.time.Instant;

/** Whether one lane may be left at one moment, and by whom. */
public interface Opening {
    /** Everybody may leave: nothing is known to be full where the lane leads to, or the room is too full. */
    Opening WIDE = new Opening() {
        @Override
        public boolean isShut() {
            return false;
        }

        @Override
        public boolean takes(TenantId tenant, Priority priority) {
            return true;
        }

        @Override
        public boolean withinShare(TenantId tenant, int weight, long waiting) {
            return true;
        }

        @Override
        public Instant lastInTime(Priority priority) {
            return Instant.MIN;
        }
    };

    /** Whether nobody may leave. */
    boolean isShut();

    /** Whether what the lane waits for takes work of that tenant and priority. */
    boolean takes(TenantId tenant, Priority priority);

    /**
     * Whether a tenant may have one more request where the lane leads to, while others wait in it too.
     *
     * @param weight the tenant's
     * @param waiting the weights of all tenants in the lane, this one's included
     */
    boolean withinShare(TenantId tenant, int weight, long waiting);

    /**
     * Who has an earlier deadline than this is not expected to be answered in time if it leaves now, and lets those of its
     * tenant and priority go first that are.
     */
    Instant lastInTime(Priority priority);
}
