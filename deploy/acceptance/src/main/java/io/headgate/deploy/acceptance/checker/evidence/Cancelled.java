package io.headgate.deploy.acceptance.checker.evidence;

/**
 * A record of {@code cancels}.
 *
 * @param at the record's timestamp, in milliseconds since the epoch
 */
public record Cancelled(Key key, long at) {}
