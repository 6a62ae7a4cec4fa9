package io.headgate.worker.call.openai;

import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.call.ApiKey;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.ProviderAdapter;
import io.headgate.worker.call.UpstreamCall;
import io.headgate.worker.call.UpstreamCheck;
import io.headgate.worker.call.UpstreamReply;
import io.headgate.worker.call.http.HttpCall;
import io.headgate.worker.call.http.HttpReply;
import io.headgate.worker.call.http.HttpUpstream;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Speaks OpenAI's chat completions, and all that is compatible with them. */
public final class OpenAiAdapter implements ProviderAdapter {
    /** The name in the catalogue. */
    public static final String NAME = "openai";

    private final HttpUpstream http;
    private final Clock clock;
    /** By base URL; a catalogue has few. */
    private final Map<URI, URI> chatUris = new ConcurrentHashMap<>();

    public OpenAiAdapter(HttpUpstream http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    @Override
    public CallOutcome call(UpstreamCall call) {
        Dispatch dispatch = call.dispatch();
        Optional<byte[]> body = ChatBody.upstream(
                dispatch.request().body(),
                dispatch.target().providerModel(),
                dispatch.reservation().outputTokens());
        if (body.isEmpty()) {
            Failure failure = Failure.of(FailureCode.PROVIDER_BAD_REQUEST, "the request's body is not a JSON object");
            return new CallOutcome.Refused(failure, false, UpstreamReply.NONE);
        }
        URI uri = chatUris.computeIfAbsent(call.baseUrl(), base -> URI.create(base + "/chat/completions"));
        return OpenAiOutcomes.of(
                http.post(new HttpCall(uri, headers(call), body.get(), call.timeouts())), dispatch, clock.instant());
    }

    /** A list of models costs nothing anywhere, and a wrong key is an answer too: what is asked is who is alive. */
    @Override
    public boolean check(UpstreamCheck check) {
        URI uri = URI.create(check.baseUrl() + "/models");
        HttpCall get = new HttpCall(uri, headers(check.apiKey()), new byte[0], check.timeouts());
        Integer status = switch (http.get(get)) {
            case HttpReply.Answered answered -> answered.status();
            case HttpReply.Broken broken ->
                broken.kind() == HttpReply.Kind.TOO_LARGE ? broken.begun().status() : null;
        };
        return status != null && status < 500 && status != 429;
    }

    private static Map<String, String> headers(@Nullable ApiKey key) {
        Map<String, String> headers = new HashMap<>();
        headers.put("User-Agent", "headgate");
        headers.put("Accept", "application/json");
        if (key != null) {
            headers.put("Authorization", "Bearer " + key.value());
        }
        return headers;
    }

    private static Map<String, String> headers(UpstreamCall call) {
        Map<String, String> headers = headers(call.apiKey());
        headers.put(
                "x-headgate-request-id",
                HeaderText.of(call.dispatch().request().key().request().value()));
        headers.put(
                "x-headgate-attempt-id", HeaderText.of(call.dispatch().attempt().value()));
        headers.put(
                "x-correlation-id", HeaderText.of(call.heading().correlationId().value()));
        headers.put("traceparent", call.heading().trace().child().traceparent());
        String state = call.heading().trace().state();
        if (state != null && HeaderText.isPlain(state)) {
            headers.put("tracestate", state);
        }
        return headers;
    }

    @Override
    public void close() {
        http.close();
    }
}
