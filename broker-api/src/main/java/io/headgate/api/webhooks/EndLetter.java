package io.headgate.api.webhooks;

import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.webhook.Letter;
import java.time.Instant;
import java.util.UUID;

/** That a request has ended, for a webhook. */
public record EndLetter(
        UUID id, Webhook webhook, RequestKey request, String event, Instant createdAt, int tries, Instant since)
        implements Letter {
    @Override
    public String receiver() {
        return webhook.id();
    }

    @Override
    public String toString() {
        return "delivery %s to %s".formatted(id, webhook);
    }
}
