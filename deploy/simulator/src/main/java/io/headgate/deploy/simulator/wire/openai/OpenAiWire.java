package io.headgate.deploy.simulator.wire.openai;

import io.headgate.deploy.simulator.behaviour.Distortion;
import io.headgate.deploy.simulator.generation.Generation;
import io.headgate.deploy.simulator.provider.RateWindow;
import io.headgate.deploy.simulator.reply.Reply;
import io.headgate.deploy.simulator.wire.Reading;
import io.headgate.deploy.simulator.wire.Refusal;
import io.headgate.deploy.simulator.wire.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** OpenAI's chat completions, {@code /v1/chat/completions} and {@code /v1/models}. */
public final class OpenAiWire implements Wire {
    private static final String JSON = "application/json";
    private static final String BEARER = "bearer ";

    @Override
    public Optional<Route> route(String method, String path) {
        if (method.equals("POST") && path.equals("/v1/chat/completions")) {
            return Optional.of(Route.COMPLETION);
        }
        return method.equals("GET") && path.equals("/v1/models") ? Optional.of(Route.MODELS) : Optional.empty();
    }

    @Override
    public Optional<String> apiKey(Headers headers) {
        String authorization = headers.get("authorization").orElse("");
        boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return bearer ? Optional.of(authorization.substring(BEARER.length()).strip()) : Optional.empty();
    }

    @Override
    public Reading read(byte[] body) {
        return ChatRequestReader.read(body);
    }

    @Override
    public Reply answer(Generation generation, Optional<Distortion> distortion) {
        return Reply.of(200, JSON, new CompletionJson(generation, distortion).body());
    }

    @Override
    public Reply stream(Generation generation, boolean withUsage, Optional<Distortion> distortion, Duration time) {
        List<byte[]> events = new ChunkEvents(generation, withUsage, distortion).events();
        return Reply.chunks("text/event-stream; charset=utf-8", events, time).with("cache-control", "no-cache");
    }

    @Override
    public Reply error(Refusal refusal) {
        return Reply.of(refusal.status(), JSON, ErrorJson.body(refusal));
    }

    @Override
    public Reply models(String provider, List<String> models) {
        return Reply.of(200, JSON, ModelsJson.body(provider, models));
    }

    @Override
    public Map<String, String> rateHeaders(RateWindow.Standing standing) {
        String reset = Math.max(1, standing.reset().toMillis()) + "ms";
        return Map.of(
                "x-ratelimit-limit-requests", String.valueOf(standing.limit().requestsPerMinute()),
                "x-ratelimit-remaining-requests", String.valueOf(standing.remainingRequests()),
                "x-ratelimit-reset-requests", reset,
                "x-ratelimit-limit-tokens", String.valueOf(standing.limit().tokensPerMinute()),
                "x-ratelimit-remaining-tokens", String.valueOf(standing.remainingTokens()),
                "x-ratelimit-reset-tokens", reset);
    }
}
