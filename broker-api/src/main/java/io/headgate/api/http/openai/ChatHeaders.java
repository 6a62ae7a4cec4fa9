package io.headgate.api.http.openai;

import io.headgate.api.chat.Ending;
import io.headgate.schemas.id.RequestKey;
import io.micronaut.http.MutableHttpResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The headers of replies that say what became of a request beside its answer. */
final class ChatHeaders {
    static final String REQUEST_ID = "x-request-id";
    static final String ATTEMPTS = "headgate-attempts";
    private static final String PROVIDER = "headgate-provider";
    private static final String MODEL = "headgate-model";
    private static final String COST = "headgate-cost";
    private static final String PROCESSING = "openai-processing-ms";

    private ChatHeaders() {}

    static void add(MutableHttpResponse<?> reply, Ending ending, Ending.Outcome.Answered answered) {
        reply.header(REQUEST_ID, encoded(ending.key().request().value()));
        reply.header(PROVIDER, answered.provider());
        reply.header(MODEL, encoded(answered.model()));
        reply.header(COST, answered.cost());
        reply.header(ATTEMPTS, Integer.toString(ending.attempts()));
        ending.took().ifPresent(took -> reply.header(PROCESSING, Long.toString(took.toMillis())));
    }

    /** Where a request is found, relative to the server. */
    static String path(RequestKey key) {
        return "/v1/requests/" + encoded(key.request().value());
    }

    /** An id may hold any visible character, and a header or an address may not. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
