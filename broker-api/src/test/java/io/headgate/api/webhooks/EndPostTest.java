package io.headgate.api.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.api.Rows;
import io.headgate.api.Samples;
import io.headgate.api.lookup.IndexUnavailableException;
import io.headgate.api.lookup.RequestRow;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.webhook.Outcome;
import io.headgate.schemas.webhook.Signature;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EndPostTest {
    private static final RequestKey KEY = Samples.key("acme", "r1");
    private static final Webhook HOOK = WebhookSecretsTest.hook("acme", "whk_1", 1, null);
    private static final EndLetter LETTER =
            new EndLetter(new UUID(1, 2), HOOK, KEY, "request.completed", Samples.ACCEPTED, 1, Samples.ACCEPTED);

    private record Post(URI url, byte[] body, Map<String, String> headers) {}

    private final List<Post> posts = new ArrayList<>();
    private @Nullable RequestRow row = Rows.completed(KEY, "{}");
    private boolean readable = true;
    private Optional<String> master = Optional.of("0123456789abcdef0123456789abcdef");
    private int status = 204;
    private @Nullable IOException trouble;

    @Test
    void theWholeReplyIsPosted_andSigned() throws Exception {
        assertThat(deliver()).isEqualTo(new Outcome.Delivered());

        Post post = posts.getFirst();
        assertThat(new ObjectMapper().readTree(post.body())).isEqualTo(new ObjectMapper().readTree("""
                {"id": "00000000-0000-0001-0000-000000000002", "type": "request.completed",
                 "created_at": "2026-11-20T12:00:00Z", "data": {"id": "r1"}}"""));
        assertThat(post.url()).isEqualTo(HOOK.url());
        String secret = new WebhookSecrets(() -> master).current(HOOK).orElseThrow();
        assertThat(post.headers())
                .isEqualTo(Map.of(
                        "headgate-event-id",
                        "00000000-0000-0001-0000-000000000002",
                        "headgate-signature",
                        Signature.of(secret, Samples.ACCEPTED, post.body())));
    }

    @Test
    void anythingButSuccess_isTriedAgain() {
        status = 500;
        assertThat(deliver()).isEqualTo(new Outcome.Failed("answered 500"));
        status = 302;
        assertThat(deliver()).isEqualTo(new Outcome.Failed("answered 302"));
        trouble = new IOException("no answer within PT10S");
        assertThat(deliver()).isEqualTo(new Outcome.Failed("java.io.IOException: no answer within PT10S"));
    }

    @Test
    void nothingIsPosted_whileItCannotBeSignedOrRead() {
        master = Optional.empty();
        assertThat(deliver()).isInstanceOf(Outcome.Failed.class);
        readable = false;
        assertThat(deliver()).isInstanceOf(Outcome.Failed.class);
        assertThat(posts).isEmpty();
    }

    @Test
    void isGivenUp_whenTheRequestWasErased() {
        row = null;
        assertThat(deliver()).isInstanceOf(Outcome.Hopeless.class);
        assertThat(posts).isEmpty();
    }

    private Outcome deliver() {
        EndPost post = new EndPost(
                key -> {
                    if (!readable) {
                        throw new IndexUnavailableException(new IllegalStateException("away"));
                    }
                    return Optional.ofNullable(row);
                },
                known -> "{\"id\":\"%s\"}".formatted(known.requestId()),
                new WebhookSecrets(() -> master),
                (url, body, headers) -> {
                    posts.add(new Post(url, body, headers));
                    if (trouble != null) {
                        throw trouble;
                    }
                    return status;
                },
                () -> Samples.ACCEPTED);
        return post.deliver(LETTER);
    }
}
