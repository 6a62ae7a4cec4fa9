package io.headgate.worker.call.replicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.chat.Answer;
import io.headgate.worker.call.chat.Completions;
import io.headgate.worker.call.chat.Counts;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.wire.ChatCall;
import io.headgate.worker.call.wire.WireJson;
import io.headgate.worker.call.wire.WireReply;
import io.headgate.worker.call.wire.WireRequest;
import io.headgate.worker.call.wire.WireRequest.Method;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a prediction, as it stands when it is made and each time it is asked for. */
final class ReplicateReply {
    /** A machine is being started, which takes seconds to minutes. */
    private static final Duration WHILE_STARTING = Duration.ofSeconds(2);

    private static final Duration WHILE_PROCESSING = Duration.ofMillis(500);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern STATUS = Pattern.compile("[a-z_]{1,32}");

    private final ChatCall call;

    ReplicateReply(ChatCall call) {
        this.call = call;
    }

    WireReply of(byte[] body) {
        Optional<ObjectNode> parsed = WireJson.object(body);
        if (parsed.isEmpty()) {
            return new WireReply.Unreadable("no JSON object", null);
        }
        ObjectNode prediction = parsed.get();
        Usage usage = ReplicateUsage.of(prediction);
        String status = Json.text(prediction, "status");
        return switch (status) {
            case "starting" -> pending(prediction, WHILE_STARTING);
            case "processing" -> pending(prediction, WHILE_PROCESSING);
            case "succeeded" -> new WireReply.Completion(completion(prediction), usage);
            case "failed", "canceled" -> new WireReply.Failed(ReplicateError.ofPrediction(prediction), usage);
            // It never began: whatever it was measured by, nothing is billed.
            case "aborted" -> new WireReply.Failed(ReplicateError.ofPrediction(prediction), null);
            default ->
                new WireReply.Unreadable(
                        STATUS.matcher(status).matches() ? "status '%s'".formatted(status) : "no status", usage);
        };
    }

    /** The addresses are ours, not those that the reply names, but for the stream's: the key goes nowhere but to the endpoint. */
    private WireReply pending(JsonNode prediction, Duration pause) {
        String id = Json.text(prediction, "id");
        if (!ID.matcher(id).matches()) {
            return new WireReply.Unreadable("a prediction without an id that can be asked for", null);
        }
        String address = call.baseUrl() + "/predictions/" + id;
        return new WireReply.Pending(
                request(Method.GET, address),
                pause,
                request(Method.POST, address + "/cancel"),
                call.streamed() ? showing(prediction) : null);
    }

    private WireReply.@Nullable Showing showing(JsonNode prediction) {
        Completions.Head head = Completions.Head.of(prediction.path("id"), servedModel(prediction));
        return StreamAddress.of(prediction.path("urls").path("stream"), call)
                .map(request -> new WireReply.Showing(request, new OutputStreamReader(head)))
                .orElse(null);
    }

    private WireRequest request(Method method, String address) {
        return new WireRequest(method, URI.create(address), ReplicateWire.headers(call.apiKey()), new byte[0]);
    }

    private ObjectNode completion(JsonNode prediction) {
        Answer answer = new Answer();
        answer.text(ReplicateOutput.text(prediction.path("output")));
        ObjectNode choice = Completions.choice(0, answer.message(), finish(prediction));
        return Completions.completion(
                Completions.Head.of(prediction.path("id"), servedModel(prediction)),
                List.of(choice),
                ReplicateUsage.tokens(prediction));
    }

    /** It does not say why it ended: an answer that has all the tokens it was allowed is taken for one that was cut. */
    private String finish(JsonNode prediction) {
        JsonNode tokens = prediction.path("metrics").path(ReplicateUsage.OUTPUT);
        long cap = ReplicateRequest.cap(call);
        return cap > 0 && Counts.isCount(tokens) && tokens.longValue() >= cap ? "length" : "stop";
    }

    /**
     * In the words of the catalogue: who asks for a version is told the version, and who asks for a deployment is told that
     * it was it, as which model is in it is its owner's choice.
     */
    private JsonNode servedModel(JsonNode prediction) {
        JsonNode model = prediction.path("model");
        JsonNode version = prediction.path("version");
        return switch (ReplicateModel.of(call.providerModel()).orElse(null)) {
            case ReplicateModel.Version(String owner, String _)
            when owner != null && model.isTextual() && version.isTextual() ->
                TextNode.valueOf(model.textValue() + ":" + version.textValue());
            case ReplicateModel.Version _ -> version;
            case ReplicateModel.Deployment _ -> TextNode.valueOf(call.providerModel());
            case ReplicateModel.Official _ -> model;
            case null -> model;
        };
    }
}
