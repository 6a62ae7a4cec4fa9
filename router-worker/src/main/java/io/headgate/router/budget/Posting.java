package io.headgate.router.budget;

import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.TenantId;
import java.util.List;

/**
 * How one decision changes a tenant's books. To be applied whole: accounts, past windows and opened holdings replace what stands
 * under their names, closed ones are removed.
 *
 * @param past windows that have left their account by this decision, or that changed afterwards
 * @param charged orphaned calls that were charged, and are not to be charged again
 */
public record Posting(
        TenantId tenant,
        List<Account> accounts,
        List<PastWindow> past,
        List<Holding> opened,
        List<AttemptId> closed,
        List<OrphanedCall> charged,
        List<Overshoot> overshoots) {
    public Posting {
        accounts = List.copyOf(accounts);
        past = List.copyOf(past);
        opened = List.copyOf(opened);
        closed = List.copyOf(closed);
        charged = List.copyOf(charged);
        overshoots = List.copyOf(overshoots);
    }

    public boolean isEmpty() {
        return accounts.isEmpty() && past.isEmpty() && opened.isEmpty() && closed.isEmpty() && charged.isEmpty();
    }
}
