package io.headgate.api.http.requests;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.headgate.api.webhooks.EndEvent;
import io.headgate.api.webhooks.Webhook;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook.
 *
 * @param object always {@code webhook}
 * @param secret what posts are signed with; only where it was just made, and never again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WebhookReply(
        String object,
        String id,
        String name,
        String url,
        List<String> events,
        @JsonProperty("only_named") boolean onlyNamed,
        @JsonProperty("created_at") String createdAt,
        @JsonProperty("created_by") String createdBy,
        @JsonProperty("rotated_at") @Nullable String rotatedAt,
        @Nullable String secret) {
    static WebhookReply of(Webhook webhook, @Nullable String secret) {
        return new WebhookReply(
                "webhook",
                webhook.id(),
                webhook.name(),
                webhook.url().toString(),
                webhook.events().stream().map(EndEvent::wireName).sorted().toList(),
                webhook.onlyNamed(),
                webhook.createdAt().toString(),
                webhook.createdBy(),
                webhook.rotatedAt() == null ? null : webhook.rotatedAt().toString(),
                secret);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "WebhookReply[%s]".formatted(id);
    }
}
