package io.headgate.schemas.message;

import org.jspecify.annotations.Nullable;

/**
 * Where a request entered: a record of a topic, or the HTTP face.
 *
 * @param topic null when it came over HTTP; then partition and offset are -1
 */
public record Origin(@Nullable String topic, int partition, long offset) {
    public static final Origin HTTP = new Origin(null, -1, -1);
}
