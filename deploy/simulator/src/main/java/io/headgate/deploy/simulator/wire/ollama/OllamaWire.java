package io.headgate.deploy.simulator.wire.ollama;

import io.headgate.deploy.simulator.generation.ChatPrompt.AnswerShape;
import io.headgate.deploy.simulator.reply.Reply;
import io.headgate.deploy.simulator.reply.StreamFrames;
import io.headgate.deploy.simulator.wire.Answer;
import io.headgate.deploy.simulator.wire.JsonBody;
import io.headgate.deploy.simulator.wire.Reading;
import io.headgate.deploy.simulator.wire.Refusal;
import io.headgate.deploy.simulator.wire.RequestHead;
import io.headgate.deploy.simulator.wire.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Ollama's {@code /api/chat}, which streams unless told not to, {@code /api/embed}, {@code /api/tags} and {@code /api/version}. */
public final class OllamaWire implements Wire {
    private static final String JSON = "application/json; charset=utf-8";
    private static final String EMBED = "/api/embed";
    private static final byte[] BLANK_LINE = {'\n'};
    private static final StreamFrames FRAMES =
            new StreamFrames(BLANK_LINE, BLANK_LINE, error("an error was encountered while running the model", "\n"));

    @Override
    public String name() {
        return "ollama";
    }

    @Override
    public Optional<Route> route(RequestHead head) {
        if (head.is("POST", "/api/chat") || head.is("POST", EMBED)) {
            return Optional.of(new Route.Completion());
        }
        return head.is("GET", "/api/tags") || head.is("GET", "/api/version")
                ? Optional.of(new Route.Models())
                : Optional.empty();
    }

    @Override
    public Optional<String> apiKey(RequestHead head) {
        return head.bearer();
    }

    @Override
    public Reading read(RequestHead head, byte[] body) {
        return head.path().equals(EMBED) ? EmbedRequestReader.read(body) : ChatRequestReader.read(body);
    }

    @Override
    public Reply answer(Answer answer) {
        byte[] body = answer.prompt().shape() instanceof AnswerShape.Vectors vectors
                ? EmbeddingsJson.body(answer, vectors)
                : new ChatJson(answer).body();
        return Reply.of(200, JSON, body);
    }

    @Override
    public Reply stream(Answer answer, Duration time) {
        return Reply.chunks("application/x-ndjson", new ChatJson(answer).lines(), time);
    }

    @Override
    public StreamFrames frames() {
        return FRAMES;
    }

    @Override
    public Reply error(Refusal refusal) {
        String code = refusal.code();
        String message = switch (code == null ? "" : code) {
            case Refusal.NO_KEY, Refusal.WRONG_KEY -> "unauthorized";
            case Refusal.UNKNOWN_MODEL -> "model not found, try pulling it first";
            case Refusal.CONTEXT_TOO_LONG -> "the input length exceeds the context length";
            case Refusal.OUT_OF_MONEY -> "you have reached your usage limit, upgrade for higher limits";
            default -> refusal.message();
        };
        return Reply.of(refusal.status(), JSON, error(message, ""));
    }

    private static byte[] error(String message, String end) {
        return JsonBody.framed("", json -> json.writeStringField("error", message), end);
    }

    @Override
    public Reply models(RequestHead head, String provider, List<String> models) {
        byte[] body = JsonBody.object(json -> {
            if (head.path().equals("/api/version")) {
                json.writeStringField("version", "0.12.6");
                return;
            }
            json.writeArrayFieldStart("models");
            for (String model : models) {
                json.writeStartObject();
                json.writeStringField("name", model);
                json.writeStringField("model", model);
                json.writeStringField("modified_at", "2026-01-01T00:00:00Z");
                json.writeNumberField("size", 0);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
        return Reply.of(200, JSON, body);
    }
}
