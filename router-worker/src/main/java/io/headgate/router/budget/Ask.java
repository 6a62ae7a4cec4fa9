package io.headgate.router.budget;

import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.message.Reservation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt would have to hold.
 *
 * @param project of its request, null for none
 * @param reservation the worst it can cost
 * @param carried what its request holds already, from the attempt before
 */
public record Ask(
        TenantLimits limits,
        AttemptId attempt,
        @Nullable String project,
        ModelName model,
        Reservation reservation,
        List<Line> carried) {
    public Ask {
        carried = List.copyOf(carried);
    }
}
