package io.headgate.worker.call.replicate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.ApiKey;
import io.headgate.worker.call.chat.Unsaid;
import io.headgate.worker.call.wire.ChatCall;
import io.headgate.worker.call.wire.StreamReader;
import io.headgate.worker.call.wire.StreamStep;
import io.headgate.worker.call.wire.Translation;
import io.headgate.worker.call.wire.Wire;
import io.headgate.worker.call.wire.WireError;
import io.headgate.worker.call.wire.WireJson;
import io.headgate.worker.call.wire.WireReply;
import io.headgate.worker.call.wire.WireRequest;
import io.headgate.worker.call.wire.WireRequest.Method;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Speaks Replicate's predictions. Its base URL ends where {@code /predictions} begins. A prediction is asked for until it is
 * done. Its stream only shows it while it is made: it says neither what was used nor why it ended.
 */
public final class ReplicateWire implements Wire {
    /** The name in the catalogue. */
    public static final String NAME = "replicate";

    /** Short of any sensible wait for a first byte; what takes longer is asked for again. */
    private static final String WAIT = "wait=5";

    /** Replicate refuses less. */
    private static final long SOONEST_SECONDS = 5;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Translation translate(ChatCall call) {
        Optional<ReplicateModel> model = ReplicateModel.of(call.providerModel());
        if (model.isEmpty()) {
            return new Translation.Unsayable("provider_model", ReplicateModel.ALLOWED);
        }
        Unsaid unsaid = new Unsaid(call.unsupported(), "Replicate's predictions");
        ObjectNode body = ReplicateRequest.of(model.get(), call, unsaid);
        Map<String, String> headers = new HashMap<>(headers(call.apiKey()));
        if (call.streamed()) {
            headers.put("Accept", "application/json");
        } else {
            headers.put("Prefer", WAIT);
        }
        return unsaid.translation(() -> new WireRequest(
                Method.POST, URI.create(call.baseUrl() + model.get().path()), headers, WireJson.bytes(body)));
    }

    /** A prediction runs on when the call that began it breaks, and its id may never have come: then this ends it. */
    @Override
    public Map<String, String> givenUpAfter(Duration left) {
        long seconds = left.toSeconds() + (left.getNano() == 0 ? 0 : 1);
        return Map.of("Cancel-After", Math.max(SOONEST_SECONDS, seconds) + "s");
    }

    @Override
    public WireReply read(byte[] body, ChatCall call) {
        return new ReplicateReply(call).of(body);
    }

    /** A prediction's, under which its owner finds it too. */
    @Override
    public @Nullable String requestId(byte[] body) {
        Optional<ObjectNode> prediction = WireJson.object(body);
        return prediction.isEmpty() ? null : prediction.get().path("id").textValue();
    }

    /** A prediction that is made is no stream; {@link OutputStreamReader} reads the one that shows it. */
    @Override
    public StreamReader streamed(ChatCall call) {
        return event -> StreamStep.failed(WireError.UNREADABLE);
    }

    @Override
    public WireError error(byte[] body) {
        return WireJson.object(body).map(ReplicateError::of).orElse(WireError.NONE);
    }

    @Override
    public WireRequest check(URI baseUrl, @Nullable ApiKey key, @Nullable String apiVersion) {
        return new WireRequest(Method.GET, URI.create(baseUrl + "/account"), headers(key), new byte[0]);
    }

    static Map<String, String> headers(@Nullable ApiKey key) {
        return key == null ? Map.of() : Map.of("Authorization", "Bearer " + key.value());
    }
}
