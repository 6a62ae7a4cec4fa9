package io.headgate.api.webhooks;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries a list shows; a filter that is null lets all pass.
 *
 * @param webhook by its name
 * @param requestId of one request alone
 * @param after the last of the page before
 * @param limit of a page
 */
public record DeliveryQuery(
        @Nullable String webhook,
        @Nullable String requestId,
        @Nullable UUID after,
        int limit) {}
