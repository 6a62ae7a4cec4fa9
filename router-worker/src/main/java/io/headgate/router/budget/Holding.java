package io.headgate.router.budget;

import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.TenantId;
import java.util.List;

/** What one attempt holds from dispatch until it is settled. */
public record Holding(TenantId tenant, AttemptId attempt, List<Line> lines) {
    public Holding {
        lines = List.copyOf(lines);
    }
}
