package io.headgate.metering.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.schemas.catalog.SecretRef;
import io.headgate.schemas.catalog.Webhook;
import io.headgate.schemas.catalog.Webhook.Format;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.webhook.Outcome;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookDeliveryTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final SecretRef SECRET = new SecretRef.Env("HOOK_SECRET");
    private static final Alert ALERT = new Alert(
            "budget/b/1",
            Alert.State.RAISED,
            Alert.Kind.BUDGET,
            "b",
            new Alert.Scope(new TenantId("acme"), null, null, null, null),
            "tenant acme: 81 % is spent",
            new Alert.Measurement(new BigDecimal("0.81"), new BigDecimal("0.8"), "share"),
            new Alert.Window(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z")),
            NOW);

    private final HttpReceiver receiver = new HttpReceiver();
    private final WebhookDelivery delivery =
            new WebhookDelivery(Map.of("HOOK_SECRET", "s3cret\n"), InstantSource.fixed(NOW), Duration.ofMillis(700));

    @AfterEach
    void close() throws IOException {
        delivery.close();
        receiver.close();
    }

    @Test
    void alert_isPostedWhole_andSigned() throws IOException {
        assertThat(delivery.deliver(hook(Format.JSON, SECRET), ALERT)).isEqualTo(new Outcome.Delivered());

        HttpReceiver.Post post = receiver.posts().getFirst();
        assertThat(post.isSignedWith("s3cret")).isTrue();
        assertThat(post.isSignedWith("another")).isFalse();
        assertThat(post.signature()).startsWith("t=" + NOW.getEpochSecond() + ",v1=");
        assertThat(post.alertId()).isEqualTo("budget/b/1");
        JsonNode expected = new ObjectMapper().readTree("""
                {"id": "budget/b/1", "state": "raised", "kind": "budget", "rule": "b",
                 "scope": {"tenant": "acme", "project": null, "alias": null, "provider": null, "model": null},
                 "message": "tenant acme: 81 % is spent",
                 "measured": {"seen": "0.81", "threshold": "0.8", "unit": "share"},
                 "window": {"start": "2026-11-01T00:00:00Z", "end": "2026-12-01T00:00:00Z"},
                 "at": "2026-11-20T12:00:00Z",
                 "text": "Headgate: budget raised: tenant acme: 81 % is spent"}""");
        assertThat(new ObjectMapper().readTree(post.body())).isEqualTo(expected);
    }

    @Test
    void slack_getsOneLineOfText_alone() {
        assertThat(delivery.deliver(hook(Format.SLACK, null), ALERT)).isEqualTo(new Outcome.Delivered());

        assertThat(receiver.posts().getFirst().body())
                .isEqualTo("{\"text\":\"Headgate: budget raised: tenant acme: 81 % is spent\"}");
        assertThat(receiver.posts().getFirst().signature()).isNull();
    }

    @Test
    void whatSlackTakesForMarkup_isEscaped() {
        Alert alert = new Alert(
                "a",
                Alert.State.RESOLVED,
                Alert.Kind.UNPRICED,
                null,
                Alert.Scope.INSTALLATION,
                "project <!channel> & more",
                null,
                null,
                NOW);

        assertThat(WebhookBody.text(alert))
                .isEqualTo("Headgate: unpriced resolved: project &lt;!channel&gt; &amp; more");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 429, 404, 302, 307})
    void anythingButSuccess_isNoDelivery_andRedirectsAreNotFollowed(int status) {
        receiver.answering(status);

        assertThat(delivery.deliver(hook(Format.JSON, SECRET), ALERT))
                .isEqualTo(new Outcome.Failed("webhook w: answered " + status));
        assertThat(receiver.posts()).hasSize(1);
    }

    @Test
    void receiverThatHangs_isGivenUpInTime() {
        receiver.answering(-1);

        assertThat(delivery.deliver(hook(Format.JSON, SECRET), ALERT))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.problem()).startsWith("webhook w: "));
        assertThat(receiver.posts()).hasSize(1);
    }

    @Test
    void secretInAFile_isReadAnew_andNothingIsSentWithoutIt(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("secret");
        SecretRef ref = new SecretRef.File(file.toString());

        assertThat(delivery.deliver(hook(Format.JSON, ref), ALERT))
                .isEqualTo(new Outcome.Failed("webhook w: its secret is not there: file:" + file));
        assertThat(receiver.posts()).isEmpty();
        Files.writeString(file, "one");
        delivery.deliver(hook(Format.JSON, ref), ALERT);
        Files.writeString(file, "two");
        delivery.deliver(hook(Format.JSON, ref), ALERT);
        assertThat(receiver.posts().get(0).isSignedWith("one")).isTrue();
        assertThat(receiver.posts().get(1).isSignedWith("two")).isTrue();
    }

    @Test
    void privateAddress_isNotPostedTo_unlessItIsAllowed() {
        Webhook strict = new Webhook("w", receiver.url(), SECRET, Set.of(), Format.JSON, false);

        assertThat(delivery.deliver(strict, ALERT))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed ->
                                assertThat(failed.problem()).contains("seen address 127.0.0.1", "allowed public ones"));
        assertThat(receiver.posts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://169.254.169.254/latest", "http://[fe80::1]/", "http://0.0.0.0:80/"})
    void linkLocalAndMetadata_areNeverPostedTo(String url) {
        Webhook webhook = new Webhook("w", URI.create(url), SECRET, Set.of(), Format.JSON, true);

        assertThat(delivery.deliver(webhook, ALERT))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.problem()).contains("never link-local"));
    }

    private Webhook hook(Format format, @Nullable SecretRef secret) {
        return new Webhook("w", receiver.url(), secret, Set.of(), format, true);
    }
}
