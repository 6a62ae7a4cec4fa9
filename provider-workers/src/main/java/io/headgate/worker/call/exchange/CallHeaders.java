package io.headgate.worker.call.exchange;

import io.headgate.schemas.message.Dispatch;
import io.headgate.worker.call.UpstreamCall;
import io.headgate.worker.call.wire.WireRequest;
import java.util.HashMap;
import java.util.Map;

/** The headers of a request: its format's own, and what we tell of ourselves and of the trace. */
final class CallHeaders {
    private static final String JSON = "application/json";

    private CallHeaders() {}

    /** Of a request that belongs to no call. */
    static Map<String, String> of(WireRequest request) {
        return of(request, JSON);
    }

    /** Of a request for one call; whatever comes back is wanted as {@code accept} says. */
    static Map<String, String> of(WireRequest request, UpstreamCall call, String accept) {
        Dispatch dispatch = call.dispatch();
        Map<String, String> headers = of(request, accept);
        headers.put(
                "x-headgate-request-id",
                HeaderText.of(dispatch.request().key().request().value()));
        headers.put("x-headgate-attempt-id", HeaderText.of(dispatch.attempt().value()));
        headers.put(
                "x-correlation-id", HeaderText.of(call.heading().correlationId().value()));
        headers.put("traceparent", call.heading().trace().child().traceparent());
        String state = call.heading().trace().state();
        if (state != null && HeaderText.isPlain(state)) {
            headers.put("tracestate", state);
        }
        return headers;
    }

    private static Map<String, String> of(WireRequest request, String accept) {
        Map<String, String> headers = new HashMap<>();
        headers.put("User-Agent", "headgate");
        headers.put("Accept", accept);
        headers.putAll(request.headers());
        return headers;
    }
}
