package io.headgate.router.budget;

import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt holds from dispatch until it is settled.
 *
 * @param lines one under each limit that counts it
 * @param place with its provider; null for one that is not dispatched yet, while its request waits
 */
public record Holding(
        TenantId tenant,
        AttemptId attempt,
        List<Line> lines,
        @Nullable Place place) {
    public Holding {
        lines = List.copyOf(lines);
    }

    /** Of an attempt that is not dispatched yet. */
    public Holding(TenantId tenant, AttemptId attempt, List<Line> lines) {
        this(tenant, attempt, lines, null);
    }

    /** The same, dispatched. */
    Holding at(Place taken) {
        return new Holding(tenant, attempt, lines, taken);
    }
}
