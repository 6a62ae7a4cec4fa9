package io.headgate.api.erasure;

import java.time.Instant;

/**
 * An erasure that was asked for.
 *
 * @param id {@code erase_} and a UUID
 * @param askedAt what came before is erased; what a tenant sends afterwards is not
 */
public record Erasure(String id, Subject subject, Instant askedAt) {}
