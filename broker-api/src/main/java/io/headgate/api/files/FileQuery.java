package io.headgate.api.files;

import org.jspecify.annotations.Nullable;

/**
 * Which files of a tenant to list, and in which order.
 *
 * @param purpose null for all
 * @param after the last one of the page before, in this order; null for the first page. It need not exist any more
 * @param limit 1 to {@value #MAX_LIMIT}
 */
public record FileQuery(@Nullable Purpose purpose, @Nullable FileId after, boolean newestFirst, int limit) {
    public static final int MAX_LIMIT = 10_000;

    public FileQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit: seen %d, allowed 1 to %d".formatted(limit, MAX_LIMIT));
        }
    }
}
