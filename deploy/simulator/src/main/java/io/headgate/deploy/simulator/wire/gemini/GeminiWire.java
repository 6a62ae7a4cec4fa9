package io.headgate.deploy.simulator.wire.gemini;

import io.headgate.deploy.simulator.generation.ChatPrompt.AnswerShape;
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
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gemini's {@code /v1beta/models/<model>:generateContent}, {@code :streamGenerateContent?alt=sse} and {@code
 * :batchEmbedContents}, also below {@code /v1}.
 */
public final class GeminiWire implements Wire {
    private static final Pattern CALL =
            Pattern.compile("/v1(?:beta)?/models/([^/:]+):(generateContent|streamGenerateContent|batchEmbedContents)");
    private static final String JSON = "application/json; charset=UTF-8";
    private static final byte[] BLANK = ": a comment\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMMENT = ": a comment\n".getBytes(StandardCharsets.US_ASCII);
    private static final StreamFrames FRAMES = new StreamFrames(BLANK, COMMENT, ErrorJson.event(Refusal.ofStatus(503)));

    @Override
    public String name() {
        return "gemini";
    }

    @Override
    public Optional<Route> route(RequestHead head) {
        if (head.method().equals("POST")
                && head.path().contains("Content")
                && CALL.matcher(head.path()).matches()) {
            return Optional.of(new Route.Completion());
        }
        return head.is("GET", "/v1beta/models") ? Optional.of(new Route.Models()) : Optional.empty();
    }

    @Override
    public Optional<String> apiKey(RequestHead head) {
        return head.headers().get("x-goog-api-key").or(() -> head.query().get("key"));
    }

    @Override
    public Reading read(RequestHead head, byte[] body) {
        Matcher call = CALL.matcher(head.path());
        if (!call.matches()) {
            throw new IllegalArgumentException("no route of this wire: " + head.path());
        }
        if (call.group(2).equals("batchEmbedContents")) {
            return EmbedRequestReader.read(body, call.group(1));
        }
        boolean stream = call.group(2).equals("streamGenerateContent");
        if (stream && !head.query().get("alt").equals(Optional.of("sse"))) {
            return new Reading.Refused(Refusal.invalid("alt", "this simulated provider streams with alt=sse only"));
        }
        return ContentRequestReader.read(body, call.group(1), stream);
    }

    @Override
    public Reply answer(Answer answer) {
        byte[] body = answer.prompt().shape() instanceof AnswerShape.Vectors vectors
                ? EmbeddingsJson.body(answer, vectors)
                : new ContentJson(answer).body();
        return Reply.of(200, JSON, body);
    }

    @Override
    public Reply stream(Answer answer, Duration time) {
        return Reply.chunks("text/event-stream", new ContentJson(answer).events(), time);
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
            json.writeArrayFieldStart("models");
            for (String model : models) {
                json.writeStartObject();
                json.writeStringField("name", "models/" + model);
                json.writeStringField("displayName", model);
                json.writeArrayFieldStart("supportedGenerationMethods");
                json.writeString("generateContent");
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        });
        return Reply.of(200, JSON, body);
    }
}
