package io.headgate.worker.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.chat.Answer;
import io.headgate.worker.call.chat.Completions;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.wire.ChatCall;
import io.headgate.worker.call.wire.WireJson;
import io.headgate.worker.call.wire.WireReply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a whole message: all of an answer, or what goes on with one that was paused. */
final class MessageReply {
    private final ChatCall call;
    private final SaidBefore before;

    MessageReply(ChatCall call, SaidBefore before) {
        this.call = call;
        this.before = before;
    }

    WireReply read(byte[] body) {
        return WireJson.object(body)
                .map(this::read)
                .orElseGet(() -> new WireReply.Unreadable("no JSON object", before.usage()));
    }

    private WireReply read(ObjectNode message) {
        Usage own = AnthropicUsage.of(message.path("usage"));
        if (AnthropicError.is(message)) {
            return new WireReply.Failed(AnthropicError.of(message), before.andFailed(own));
        }
        JsonNode content = message.path("content");
        if (!content.isArray()) {
            return new WireReply.Unreadable("a message without content", before.andFailed(own));
        }
        Usage usage = before.and(own);
        SaidBefore all = before.with(content, usage);
        return StopReason.isPause(message.path("stop_reason"))
                ? new WireReply.Paused(all.request(call), rest -> new MessageReply(call, all).read(rest), usage)
                : completion(message, all);
    }

    private static WireReply completion(ObjectNode message, SaidBefore all) {
        Answer answer = answer(all.blocks());
        String refusal = refusal(message);
        if (refusal != null) {
            answer.refusal(refusal);
        }
        Completions.Head head = Completions.Head.of(message.path("id"), message.path("model"))
                .at(AnthropicUsage.tier(message.path("usage")));
        ObjectNode choice = Completions.choice(0, answer.message(), StopReason.of(message.path("stop_reason")));
        return new WireReply.Completion(Completions.completion(head, List.of(choice), all.usage()), all.usage());
    }

    /** Texts are cut where sources are cited; blocks of other kinds are of tools that nobody here asks for. */
    private static Answer answer(List<JsonNode> content) {
        Answer answer = new Answer();
        List<ObjectNode> thoughts = new ArrayList<>();
        for (JsonNode block : content) {
            switch (Json.text(block, "type")) {
                case "text" -> answer.text(Json.text(block, "text"));
                case "thinking" -> answer.reasoning(Json.text(block, "thinking"));
                case "tool_use" ->
                    answer.call(
                            ToolUse.id(block, answer.calls()),
                            Json.text(block, "name"),
                            ToolUse.arguments(block.path("input")),
                            null);
                default -> {}
            }
            Thoughts.of(block).ifPresent(thoughts::add);
        }
        if (!thoughts.isEmpty()) {
            answer.extra(Thoughts.extra(thoughts));
        }
        return answer;
    }

    private static @Nullable String refusal(ObjectNode message) {
        JsonNode why = message.path("stop_details").path("explanation");
        return Json.text(message, "stop_reason").equals(StopReason.REFUSAL) && why.isTextual() ? why.textValue() : null;
    }
}
