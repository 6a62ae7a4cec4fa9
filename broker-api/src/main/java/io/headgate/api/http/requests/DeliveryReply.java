package io.headgate.api.http.requests;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.headgate.api.webhooks.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * Something that a webhook is told.
 *
 * @param object always {@code webhook.delivery}
 * @param webhook by its name
 * @param status {@code waiting, delivered, given_up}
 * @param nextAt when it is tried next, while it waits
 * @param problem why the last try failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeliveryReply(
        String object,
        String id,
        String webhook,
        @JsonProperty("request_id") String requestId,
        String event,
        String status,
        int tries,
        @JsonProperty("created_at") String createdAt,
        @JsonProperty("next_at") @Nullable String nextAt,
        @JsonProperty("delivered_at") @Nullable String deliveredAt,
        @Nullable String problem) {
    static DeliveryReply of(Delivery delivery) {
        return new DeliveryReply(
                "webhook.delivery",
                delivery.id().toString(),
                delivery.webhook(),
                delivery.requestId(),
                delivery.event(),
                delivery.status(),
                delivery.tries(),
                delivery.createdAt().toString(),
                delivery.status().equals("waiting") ? delivery.nextAt().toString() : null,
                delivery.deliveredAt() == null ? null : delivery.deliveredAt().toString(),
                delivery.problem());
    }
}
