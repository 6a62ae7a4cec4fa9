package io.headgate.deploy.simulator.wire.openai;

import io.headgate.deploy.simulator.generation.ChatPrompt.AnswerShape;
import io.headgate.deploy.simulator.provider.RateWindow;
import io.headgate.deploy.simulator.reply.Reply;
import io.headgate.deploy.simulator.reply.StreamFrames;
import io.headgate.deploy.simulator.wire.Answer;
import io.headgate.deploy.simulator.wire.Reading;
import io.headgate.deploy.simulator.wire.Refusal;
import io.headgate.deploy.simulator.wire.RequestHead;
import io.headgate.deploy.simulator.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** OpenAI's chat completions and embeddings: {@code /v1/chat/completions}, {@code /v1/embeddings} and {@code /v1/models}. */
public final class OpenAiWire implements Wire {
    private static final String JSON = "application/json";
    private static final String EMBEDDINGS = "/v1/embeddings";

    /** As OpenRouter sends it while a model makes up its mind. */
    private static final byte[] PING = ": OPENROUTER PROCESSING\n\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] COMMENT = ": a comment\n".getBytes(StandardCharsets.US_ASCII);
    /** The first chunk has a role alone. */
    private static final StreamFrames FRAMES =
            new StreamFrames(PING, COMMENT, ErrorJson.event(Refusal.ofStatus(503)), 1);

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public Optional<Route> route(RequestHead head) {
        if (head.is("POST", "/v1/chat/completions") || head.is("POST", EMBEDDINGS)) {
            return Optional.of(new Route.Completion());
        }
        return head.is("GET", "/v1/models") ? Optional.of(new Route.Models()) : Optional.empty();
    }

    @Override
    public Optional<String> apiKey(RequestHead head) {
        return head.bearer();
    }

    @Override
    public Reading read(RequestHead head, byte[] body) {
        return head.path().equals(EMBEDDINGS) ? EmbeddingsRequestReader.read(body) : ChatRequestReader.read(body);
    }

    @Override
    public Reply answer(Answer answer) {
        byte[] body = answer.prompt().shape() instanceof AnswerShape.Vectors vectors
                ? EmbeddingsJson.body(answer, vectors)
                : new CompletionJson(answer).body();
        return Reply.of(200, JSON, body);
    }

    @Override
    public Reply stream(Answer answer, Duration time) {
        return Reply.chunks("text/event-stream; charset=utf-8", new ChunkEvents(answer).events(), time)
                .with("cache-control", "no-cache");
    }

    @Override
    public StreamFrames frames() {
        return FRAMES;
    }

    @Override
    public Reply error(Refusal refusal) {
        return Reply.of(refusal.status(), JSON, ErrorJson.body(refusal));
    }

    @Override
    public Reply models(RequestHead head, String provider, List<String> models) {
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
