package io.headgate.worker.call.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.ApiKey;
import io.headgate.worker.call.wire.ChatCall;
import io.headgate.worker.call.wire.Framing;
import io.headgate.worker.call.wire.StreamReader;
import io.headgate.worker.call.wire.Translation;
import io.headgate.worker.call.wire.Wire;
import io.headgate.worker.call.wire.WireError;
import io.headgate.worker.call.wire.WireJson;
import io.headgate.worker.call.wire.WireReply;
import io.headgate.worker.call.wire.WireRequest;
import io.headgate.worker.call.wire.WireRequest.Method;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A format that says {@code {"status": "…"}} until it has a completion. */
final class PolledWire implements Wire {
    static final URI POLL = URI.create("https://provider.test/work/1");
    static final URI CANCEL = URI.create("https://provider.test/work/1/cancel");

    private final Duration pause;

    PolledWire(Duration pause) {
        this.pause = pause;
    }

    @Override
    public String name() {
        return "polled";
    }

    @Override
    public Framing framing() {
        return Framing.NONE;
    }

    @Override
    public Translation translate(ChatCall call) {
        return call.body().has("impossible")
                ? new Translation.Unsayable("impossible", "all else")
                : new Translation.Ready(request(Method.POST, URI.create("https://provider.test/work")), List.of());
    }

    @Override
    public WireReply read(byte[] body, ChatCall call) {
        Optional<ObjectNode> json = WireJson.object(body);
        if (json.isEmpty()) {
            return new WireReply.Unreadable("no JSON", null);
        }
        return json.get().has("status")
                ? new WireReply.Pending(request(Method.GET, POLL), pause, request(Method.POST, CANCEL))
                : new WireReply.Completion(json.get(), null);
    }

    @Override
    public StreamReader streamed(ChatCall call) {
        throw new IllegalStateException("nobody asks where there is no framing");
    }

    @Override
    public WireError error(byte[] body) {
        return WireError.NONE;
    }

    @Override
    public WireRequest check(URI baseUrl, @Nullable ApiKey key, @Nullable String apiVersion) {
        return request(Method.GET, baseUrl);
    }

    private static WireRequest request(Method method, URI uri) {
        return new WireRequest(method, uri, Map.of(), new byte[0]);
    }
}
