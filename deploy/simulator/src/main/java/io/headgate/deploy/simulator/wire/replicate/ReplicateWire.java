package io.headgate.deploy.simulator.wire.replicate;

import io.headgate.deploy.simulator.reply.Reply;
import io.headgate.deploy.simulator.reply.StreamFrames;
import io.headgate.deploy.simulator.wire.Answer;
import io.headgate.deploy.simulator.wire.JsonBody;
import io.headgate.deploy.simulator.wire.PredictionWire;
import io.headgate.deploy.simulator.wire.Reading;
import io.headgate.deploy.simulator.wire.Refusal;
import io.headgate.deploy.simulator.wire.RequestHead;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replicate's predictions: begun at {@code /v1/predictions} with a version, at {@code /v1/models/<owner>/<name>/predictions}
 * or at {@code /v1/deployments/<owner>/<name>/predictions}, looked at, followed and canceled below {@code /v1/predictions/<id>}. {@code /v1/account} bills nothing.
 */
public final class ReplicateWire implements PredictionWire {
    private static final Pattern BEGIN = Pattern.compile("/v1/(?:(?:models|deployments)/([^/]+/[^/]+)/)?predictions");
    private static final Pattern ONE = Pattern.compile("/v1/predictions/([0-9a-z]+)(/cancel|/stream)?");
    private static final String JSON = "application/json";
    private static final byte[] PING = ": hi\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMMENT = ": a comment\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ERROR =
            "event: error\ndata: {\"detail\":\"Prediction failed\"}\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final StreamFrames FRAMES = new StreamFrames(PING, COMMENT, ERROR);

    @Override
    public String name() {
        return "replicate";
    }

    @Override
    public Optional<Route> route(RequestHead head) {
        if (head.is("GET", "/v1/account")) {
            return Optional.of(new Route.Models());
        }
        if (!head.path().contains("/predictions")) {
            return Optional.empty();
        }
        if (head.method().equals("POST") && BEGIN.matcher(head.path()).matches()) {
            return Optional.of(new Route.Completion());
        }
        Matcher one = ONE.matcher(head.path());
        if (!one.matches()) {
            return Optional.empty();
        }
        String asked = head.method() + " " + (one.group(2) == null ? "" : one.group(2));
        return switch (asked) {
            case "GET " -> of(one, Route.Act.LOOK);
            case "GET /stream" -> of(one, Route.Act.FOLLOW);
            case "POST /cancel" -> of(one, Route.Act.CANCEL);
            default -> Optional.empty();
        };
    }

    private Optional<Route> of(Matcher one, Route.Act act) {
        return Optional.of(new Route.OfPrediction(this, one.group(1), act));
    }

    @Override
    public Optional<String> apiKey(RequestHead head) {
        return head.bearer().or(() -> head.authorization("token "));
    }

    @Override
    public Reading read(RequestHead head, byte[] body) {
        Matcher begin = BEGIN.matcher(head.path());
        Optional<String> model = begin.matches() ? Optional.ofNullable(begin.group(1)) : Optional.empty();
        return PredictionRequestReader.read(head, body, model);
    }

    @Override
    public String predictionId(Answer answer) {
        return answer.hexId();
    }

    @Override
    public Reply begun(Answer answer, State state) {
        // A call that had the patience to wait, and not enough of it.
        return Reply.of(state == State.PROCESSING ? 202 : 201, JSON, new PredictionJson(answer, state).body());
    }

    @Override
    public Reply seen(Answer answer, State state) {
        return Reply.of(200, JSON, new PredictionJson(answer, state).body());
    }

    @Override
    public Reply stream(Answer answer, Duration time) {
        return Reply.chunks("text/event-stream; charset=utf-8", OutputEvents.of(answer), time);
    }

    @Override
    public StreamFrames frames() {
        return FRAMES;
    }

    @Override
    public Reply error(Refusal refusal) {
        return Reply.of(ProblemJson.status(refusal), JSON, ProblemJson.body(refusal));
    }

    @Override
    public Reply models(RequestHead head, String provider, List<String> models) {
        byte[] account = JsonBody.object(json -> {
            json.writeStringField("type", "organization");
            json.writeStringField("username", provider);
            json.writeStringField("name", provider);
        });
        return Reply.of(200, JSON, account);
    }
}
