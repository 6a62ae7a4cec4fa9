package io.headgate.deploy.acceptance.checker.evidence;

import org.jspecify.annotations.Nullable;

/**
 * A record of {@code admissions}: what intake took, or the HTTP face.
 *
 * @param place of the record itself
 * @param valid whether it can be served; an invalid one is accepted too, and ends as a failure
 * @param idempotencyKey a second name of it; null when it has none
 * @param hash of its body, of an invalid one of all that came
 * @param deadline in milliseconds since the epoch; 0 of an invalid one
 * @param origin the record that it was made of; null when it came over HTTP
 * @param parent id of the request that it replays; null when it is no replay
 * @param at the record's timestamp, in milliseconds since the epoch
 */
public record Admitted(
        Place place,
        Key key,
        boolean valid,
        @Nullable String idempotencyKey,
        String hash,
        long deadline,
        @Nullable Place origin,
        @Nullable String parent,
        long at) {}
