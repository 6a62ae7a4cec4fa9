package io.headgate.router.waiting;

import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Priority;

/** Which lanes may be left at this moment, and by whom. */
public interface Openings {
    /** Everybody may leave: for a room that is too full. */
    Openings ALL = new Openings() {
        @Override
        public boolean takes(Lane lane, Priority priority) {
            return true;
        }

        @Override
        public boolean withinShare(Lane lane, TenantId tenant, int weight, long waiting) {
            return true;
        }
    };

    /** Whether what the lane waits for takes work of that priority. */
    boolean takes(Lane lane, Priority priority);

    /**
     * Whether a tenant may have one more request where the lane leads to, while others wait in it too.
     *
     * @param weight the tenant's
     * @param waiting the weights of all tenants in the lane, this one's included
     */
    boolean withinShare(Lane lane, TenantId tenant, int weight, long waiting);
}
