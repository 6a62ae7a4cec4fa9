package io.headgate.api.webhooks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.headgate.api.lookup.IndexUnavailableException;
import io.headgate.api.lookup.RequestLookup;
import io.headgate.api.lookup.RequestRow;
import io.headgate.schemas.webhook.Outcome;
import io.headgate.schemas.webhook.Signature;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Posts to webhooks that requests have ended, with all that is known of them. Thread-safe. */
public final class EndPost {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RequestLookup.Rows rows;
    private final Function<RequestRow, String> whole;
    private final WebhookSecrets secrets;
    private final Client client;
    private final InstantSource clock;

    /** How a post is sent. */
    @FunctionalInterface
    public interface Client {
        /**
         * The status of the answer; blocks for seconds at most.
         *
         * @throws IOException when there is none, or the address is not allowed
         */
        int post(URI url, byte[] body, Map<String, String> headers) throws IOException;
    }

    /** @param whole all that is known of a request, as JSON */
    public EndPost(
            RequestLookup.Rows rows,
            Function<RequestRow, String> whole,
            WebhookSecrets secrets,
            Client client,
            InstantSource clock) {
        this.rows = rows;
        this.whole = whole;
        this.secrets = secrets;
        this.client = client;
        this.clock = clock;
    }

    /** Tries once; blocks for seconds at most. Only an answer of 2xx is a delivery. */
    public Outcome deliver(EndLetter letter) {
        Optional<RequestRow> row;
        try {
            row = rows.find(letter.request());
        } catch (IndexUnavailableException away) {
            return new Outcome.Failed("the index cannot be read");
        }
        if (row.isEmpty()) {
            return new Outcome.Hopeless("the request is no longer kept");
        }
        Instant now = clock.instant();
        List<String> signing = secrets.signing(letter.webhook(), now);
        if (signing.isEmpty()) {
            return new Outcome.Failed("there is nothing to sign with");
        }
        return post(letter, body(letter, row.get()), signing, now);
    }

    private Outcome post(EndLetter letter, byte[] body, List<String> signing, Instant now) {
        Map<String, String> headers = Map.of(
                "headgate-event-id", letter.id().toString(),
                "headgate-signature", Signature.of(signing, now, body));
        try {
            int status = client.post(letter.webhook().url(), body, headers);
            return status / 100 == 2 ? new Outcome.Delivered() : new Outcome.Failed("answered " + status);
        } catch (IOException | RuntimeException e) {
            return new Outcome.Failed(e.toString());
        }
    }

    /** {@code {"id", "type", "created_at", "data": {…}}}, the data as {@code GET /v1/requests/{id}} has it. */
    private byte[] body(EndLetter letter, RequestRow row) {
        ObjectNode body = JSON.createObjectNode()
                .put("id", letter.id().toString())
                .put("type", letter.event())
                .put("created_at", letter.createdAt().toString())
                .putRawValue("data", new RawValue(whole.apply(row)));
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
