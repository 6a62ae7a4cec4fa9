package io.headgate.worker.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.chat.Completions;
import io.headgate.worker.call.chat.Completions.Head;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.wire.ChatCall;
import io.headgate.worker.call.wire.StreamEvent;
import io.headgate.worker.call.wire.StreamReader;
import io.headgate.worker.call.wire.StreamStep;
import io.headgate.worker.call.wire.WireError;
import io.headgate.worker.call.wire.WireJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a streamed message: blocks of content that begin, grow and end, one after the other or not.
 *
 * <p>Usage is told when the output's count is final: {@code message_start} has the input's, and of the output a first
 * token only, so that of a stream that is cut between nothing is reported, and all is to be estimated. A stream that tells
 * of an error is billed from its {@code message_start} on, which says so; before it, nothing is.
 *
 * <p>An answer that pauses goes on in another stream: its blocks are numbered from 0 again, and its usage is its own.
 */
final class MessageStream implements StreamReader {
    private static final StreamStep END = new StreamStep(List.of(), null, true, null);

    private final ChatCall call;
    private final Map<Integer, StreamedBlock> blocks = new TreeMap<>();
    private final Map<String, JsonNode> usage = new HashMap<>();
    private final List<ObjectNode> thoughtBefore = new ArrayList<>();
    private SaidBefore before = SaidBefore.NOTHING;
    private boolean paused;
    private Head head = Head.NONE;
    private int calls;

    MessageStream(ChatCall call) {
        this.call = call;
    }

    @Override
    public StreamStep read(StreamEvent event) {
        if (event.name().equals("ping")) {
            return StreamStep.NOTHING;
        }
        Optional<ObjectNode> read = WireJson.object(event.data());
        if (read.isEmpty()) {
            return StreamStep.failed(WireError.UNREADABLE);
        }
        ObjectNode data = read.get();
        return switch (type(data, event)) {
            case "message_start" -> started(data.path("message"));
            case "content_block_start" -> blockStarted(data);
            case "content_block_delta" -> grown(data);
            case "content_block_stop" -> blockEnded(data);
            case "message_delta" -> ended(data);
            case "message_stop" -> paused ? pause() : END;
            case "error" -> StreamStep.failed(AnthropicError.of(data), before.andFailed(used()));
            default -> StreamStep.NOTHING;
        };
    }

    /** In the data; a gateway may leave it to the event's name. */
    private static String type(ObjectNode data, StreamEvent event) {
        return data.path("type").isTextual() ? Json.text(data, "type") : event.name();
    }

    private StreamStep started(JsonNode message) {
        remember(message.path("usage"));
        if (before.turns() > 0) {
            return StreamStep.NOTHING;
        }
        head = Head.of(message.path("id"), message.path("model")).at(AnthropicUsage.tier(message.path("usage")));
        return chunk(Json.object().put("role", "assistant"), null);
    }

    private StreamStep blockStarted(JsonNode data) {
        JsonNode content = data.path("content_block");
        boolean call = Json.text(content, "type").equals("tool_use");
        StreamedBlock block = new StreamedBlock(content, call ? calls++ : -1);
        blocks.put(index(data), block);
        return delta(block.start());
    }

    private StreamStep grown(JsonNode data) {
        StreamedBlock block = blocks.get(index(data));
        return block == null ? StreamStep.failed(WireError.UNREADABLE) : delta(block.grow(data.path("delta")));
    }

    private StreamStep blockEnded(JsonNode data) {
        StreamedBlock block = blocks.get(index(data));
        return block == null ? StreamStep.NOTHING : delta(block.end());
    }

    private StreamStep ended(JsonNode data) {
        remember(data.path("usage"));
        JsonNode reason = data.path("delta").path("stop_reason");
        if (StopReason.isPause(reason)) {
            paused = true;
            return StreamStep.NOTHING;
        }
        ObjectNode delta = Json.object();
        List<ObjectNode> thoughts = new ArrayList<>(thoughtBefore);
        thoughts.addAll(thoughts());
        if (!thoughts.isEmpty()) {
            delta.set("extra_content", Thoughts.extra(thoughts));
        }
        JsonNode why = data.path("delta").path("stop_details").path("explanation");
        if (why.isTextual()) {
            delta.put("refusal", why.textValue());
        }
        ObjectNode chunk = Completions.chunk(head, 0, delta, StopReason.of(reason));
        return new StreamStep(List.of(chunk), before.and(used()), false, null);
    }

    /** Nothing of this turn is told as used before the last one has said so: until then, all is to be estimated. */
    private StreamStep pause() {
        List<ObjectNode> said =
                blocks.values().stream().map(StreamedBlock::givenBack).toList();
        before = before.with(said, before.and(used()));
        paused = false;
        thoughtBefore.addAll(thoughts());
        blocks.clear();
        usage.clear();
        return StreamStep.paused(before.request(call));
    }

    private List<ObjectNode> thoughts() {
        return blocks.values().stream()
                .flatMap(block -> block.thought().stream())
                .toList();
    }

    /** By this turn; null when it has not told all of it. */
    private @Nullable Usage used() {
        ObjectNode counts = Json.object();
        counts.setAll(usage);
        return AnthropicUsage.of(counts);
    }

    /** Counts are cumulative, and not all come each time. */
    private void remember(JsonNode counts) {
        for (Map.Entry<String, JsonNode> count : counts.properties()) {
            if (!count.getValue().isNull()) {
                usage.put(count.getKey(), count.getValue());
            }
        }
    }

    private static int index(JsonNode data) {
        return data.path("index").asInt();
    }

    private StreamStep delta(@Nullable ObjectNode delta) {
        return delta == null ? StreamStep.NOTHING : chunk(delta, null);
    }

    private StreamStep chunk(ObjectNode delta, @Nullable String finish) {
        return new StreamStep(List.of(Completions.chunk(head, 0, delta, finish)), null, false, null);
    }
}
