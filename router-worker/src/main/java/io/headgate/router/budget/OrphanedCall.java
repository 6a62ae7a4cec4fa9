package io.headgate.router.budget;

import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.message.Intent;
import java.time.Instant;

/**
 * A call that a crash cut off. A dispatch that is taken again repeats its call under the same attempt, with another start: so
 * both together name it, within its tenant.
 */
public record OrphanedCall(AttemptId attempt, Instant startedAt) {
    static OrphanedCall of(Intent intent) {
        return new OrphanedCall(intent.attempt(), intent.startedAt());
    }
}
