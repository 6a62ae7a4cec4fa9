package io.headgate.api.access.audit;

import io.headgate.schemas.id.TenantId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One act of administration.
 *
 * @param action what was done: {@code key.create}, {@code tenant.set}, {@code data.erase}, {@code replay.execute}, {@code batch.resubmit} …
 * @param subject to what: the id of a key, of an erasure, a replay or a batch, the name of a tenant or a webhook
 * @param tenant whom it concerns; empty for the whole installation
 * @param before what it was, written as JSON, no secret in it; null where it was not
 * @param after what it is since; null where it is no more
 */
public record Act(
        Instant at,
        Actor actor,
        String action,
        String subject,
        Optional<TenantId> tenant,
        @Nullable Object before,
        @Nullable Object after) {}
