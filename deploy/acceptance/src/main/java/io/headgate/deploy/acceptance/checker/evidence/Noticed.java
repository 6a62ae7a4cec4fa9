package io.headgate.deploy.acceptance.checker.evidence;

/**
 * A record of {@code notices}.
 *
 * @param kind {@code WAITING}, {@code DUPLICATE_ABSORBED}, {@code IDEMPOTENCY_CONFLICT} …
 */
public record Noticed(Key key, String kind) {
    public static final String WAITING = "WAITING";
}
