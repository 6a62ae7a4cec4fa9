package io.headgate.api.wiring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.api.http.requests.RequestReply;
import io.headgate.api.lookup.IndexReads;
import io.headgate.api.lookup.RequestRow;
import io.headgate.api.webhooks.EndPost;
import io.headgate.api.webhooks.WebhookDesk;
import io.headgate.api.webhooks.WebhookSecrets;
import io.headgate.api.webhooks.store.EndDeliveries;
import io.headgate.api.webhooks.store.WebhookTable;
import io.headgate.schemas.catalog.SecretRef;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.webhook.PostClient;
import io.headgate.schemas.webhook.SigningSecrets;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;

/** Webhooks: made over HTTP, fed by the index, told by a thread of their own. */
@Factory
final class WebhookParts {
    private static final Duration POST_WITHIN = Duration.ofSeconds(10);

    @Singleton
    WebhookSecrets webhookSecrets(WebhookSettings settings) {
        SecretRef ref = settings.secretRef();
        SigningSecrets found = new SigningSecrets(System.getenv());
        return new WebhookSecrets(() -> found.read(ref));
    }

    @Singleton
    WebhookDesk webhookDesk(WebhookSecrets secrets, WebhookSettings settings, DataSource dataSource) {
        WebhookTable table = new WebhookTable(DelegatingDataSource.unwrapDataSource(dataSource));
        return new WebhookDesk(table, secrets, new StrictJson(), Clock.systemUTC(), settings.allowPrivate());
    }

    @Bean(preDestroy = "close")
    @Singleton
    PostClient webhookClient(WebhookSettings settings) {
        return new PostClient(settings.allowPrivate(), POST_WITHIN);
    }

    @Singleton
    EndPost endPost(IndexReads reads, ObjectMapper json, WebhookSecrets secrets, PostClient client) {
        return new EndPost(reads::request, row -> whole(row, json), secrets, client::post, Clock.systemUTC());
    }

    private static String whole(RequestRow row, ObjectMapper json) {
        try {
            return json.writeValueAsString(RequestReply.of(row));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs from the start, as the index does. */
    @Bean(preDestroy = "close")
    @Context
    EndDeliveries endDeliveries(DataSource dataSource, EndPost post, WebhookSettings settings) {
        EndDeliveries deliveries = new EndDeliveries(
                DelegatingDataSource.unwrapDataSource(dataSource),
                post::deliver,
                settings.deliverEvery(),
                Clock.systemUTC());
        deliveries.start();
        return deliveries;
    }
}
