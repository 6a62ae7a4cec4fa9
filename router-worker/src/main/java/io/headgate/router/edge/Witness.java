package io.headgate.router.edge;

import io.headgate.router.route.CanaryNews;
import io.headgate.router.route.RefusalNews;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.message.Attempt;
import java.time.Instant;
import java.util.List;

/** Is shown every attempt that comes back, to learn from; once more when a record is read again. Called by several threads. */
@FunctionalInterface
public interface Witness {
    /** Learns nothing. */
    Witness BLIND = (attempt, catalogue, now) -> List.of();

    /** Takes an attempt in; gives what somebody should be told of. */
    List<CanaryNews> heard(Attempt attempt, Catalogue catalogue, Instant now);

    /** Looks in an attempt for a refusal of what its model should be able to do; gives what somebody should be told of. */
    default List<RefusalNews> refused(Attempt attempt, Catalogue catalogue, Instant now) {
        return List.of();
    }
}
