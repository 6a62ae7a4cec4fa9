package io.headgate.deploy.simulator.wire.anthropic;

import io.headgate.deploy.simulator.provider.RateWindow;
import io.headgate.deploy.simulator.reply.Reply;
import io.headgate.deploy.simulator.reply.StreamFrames;
import io.headgate.deploy.simulator.wire.Answer;
import io.headgate.deploy.simulator.wire.JsonBody;
import io.headgate.deploy.simulator.wire.Reading;
import io.headgate.deploy.simulator.wire.Refusal;
import io.headgate.deploy.simulator.wire.RequestHead;
import io.headgate.deploy.simulator.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Anthropic's messages, {@code /v1/messages}, and {@code /v1/models} for those who send its version header. */
public final class AnthropicWire implements Wire {
    static final String VERSION = "anthropic-version";
    private static final String JSON = "application/json";
    private static final byte[] COMMENT = ": a comment\n".getBytes(StandardCharsets.US_ASCII);
    private static final StreamFrames FRAMES =
            new StreamFrames(MessageEvents.PING, COMMENT, ErrorJson.event(Refusal.ofStatus(529)));

    @Override
    public String name() {
        return "anthropic";
    }

    @Override
    public Optional<Route> route(RequestHead head) {
        if (head.is("POST", "/v1/messages")) {
            return Optional.of(new Route.Completion());
        }
        boolean models =
                head.is("GET", "/v1/models") && head.headers().get(VERSION).isPresent();
        return models ? Optional.of(new Route.Models()) : Optional.empty();
    }

    @Override
    public Optional<String> apiKey(RequestHead head) {
        return head.headers().get("x-api-key");
    }

    @Override
    public Reading read(RequestHead head, byte[] body) {
        return head.headers().get(VERSION).isEmpty()
                ? new Reading.Refused(Refusal.invalid(VERSION, VERSION + ": header is required"))
                : MessagesRequestReader.read(body);
    }

    @Override
    public Reply answer(Answer answer) {
        return Reply.of(200, JSON, new MessageJson(answer).body());
    }

    @Override
    public Reply stream(Answer answer, Duration time) {
        return Reply.chunks("text/event-stream; charset=utf-8", new MessageEvents(answer).events(), time)
                .with("cache-control", "no-cache");
    }

    @Override
    public StreamFrames frames() {
        return FRAMES;
    }

    @Override
    public Reply error(Refusal refusal) {
        return Reply.of(ErrorJson.status(refusal), JSON, ErrorJson.body(refusal));
    }

    @Override
    public Reply models(RequestHead head, String provider, List<String> models) {
        byte[] body = JsonBody.object(json -> {
            json.writeArrayFieldStart("data");
            for (String model : models) {
                json.writeStartObject();
                json.writeStringField("type", "model");
                json.writeStringField("id", model);
                json.writeStringField("display_name", model);
                json.writeStringField("created_at", "2026-01-01T00:00:00Z");
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeBooleanField("has_more", false);
            json.writeStringField("first_id", models.isEmpty() ? null : models.getFirst());
            json.writeStringField("last_id", models.isEmpty() ? null : models.getLast());
        });
        return Reply.of(200, JSON, body);
    }

    @Override
    public Map<String, String> rateHeaders(RateWindow.Standing standing) {
        String reset = Instant.now()
                .plus(standing.reset())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        return Map.of(
                "anthropic-ratelimit-requests-limit",
                        String.valueOf(standing.limit().requestsPerMinute()),
                "anthropic-ratelimit-requests-remaining", String.valueOf(standing.remainingRequests()),
                "anthropic-ratelimit-requests-reset", reset,
                "anthropic-ratelimit-tokens-limit",
                        String.valueOf(standing.limit().tokensPerMinute()),
                "anthropic-ratelimit-tokens-remaining", String.valueOf(standing.remainingTokens()),
                "anthropic-ratelimit-tokens-reset", reset);
    }

    @Override
    public String requestIdHeader() {
        return "request-id";
    }
}
