package io.headgate.deploy.simulator.generation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.Draw;
import io.headgate.deploy.simulator.generation.ChatPrompt.AnswerShape;
import io.headgate.deploy.simulator.generation.Generation.Finish;
import io.headgate.deploy.simulator.generation.Generation.ToolCall;
import java.time.Instant;
import java.util.Optional;

/** Makes completions: the same prompt under the same behaviour gets the same text and the same tokens. */
public final class Generator {
    private Generator() {}

    /** The completion of this prompt. {@code number} must be unique in this server; it goes into ids only. */
    public static Generation generate(ChatPrompt prompt, Behaviour behaviour, long number, Instant now) {
        int limit = prompt.maxTokens().orElse(Integer.MAX_VALUE);
        int reasoning = Math.min(behaviour.reasoningTokens(), limit);
        int room = limit - reasoning;
        int cached = (int) ((long) prompt.tokens() * behaviour.cachedPercent() / 100);
        String model = behaviour.servedModel().orElse(prompt.model());
        Optional<ToolCall> call = behaviour.callsTools() ? toolCall(prompt) : Optional.empty();
        if (call.isPresent()) {
            int tokens = TokenRule.count(call.get().name())
                    + TokenRule.count(call.get().arguments());
            if (tokens <= room) {
                Usage usage = new Usage(prompt.tokens(), cached, tokens + reasoning, reasoning);
                return new Generation(number, now, model, "", call, Finish.TOOL_CALL, usage);
            }
        }
        String whole = text(prompt, behaviour);
        String text = TokenRule.limit(whole, room);
        Usage usage = new Usage(prompt.tokens(), cached, TokenRule.count(text) + reasoning, reasoning);
        Finish finish = text.length() < whole.length() ? Finish.LENGTH : Finish.STOP;
        return new Generation(number, now, model, text, Optional.empty(), finish, usage);
    }

    private static Optional<ToolCall> toolCall(ChatPrompt prompt) {
        if (prompt.tools().isEmpty()) {
            return Optional.empty();
        }
        int index = (int) Long.remainderUnsigned(
                Draw.mix(prompt.hash() + 3), prompt.tools().size());
        ChatPrompt.Tool tool = prompt.tools().get(index);
        String arguments =
                SchemaInstance.of(tool.parameters(), filler(prompt.hash())).toString();
        return Optional.of(new ToolCall(tool.name(), arguments));
    }

    private static String text(ChatPrompt prompt, Behaviour behaviour) {
        var range = behaviour.replyTokens();
        long width = range.most() - range.least() + 1L;
        int tokens = range.least() + (int) Long.remainderUnsigned(Draw.mix(prompt.hash() + 1), width);
        return switch (prompt.shape()) {
            case AnswerShape.Prose() -> ReplyText.of(prompt.hash(), tokens);
            case AnswerShape.AnyJson() ->
                JsonNodeFactory.instance
                        .objectNode()
                        .put("answer", ReplyText.of(prompt.hash(), tokens))
                        .put("complete", true)
                        .toString();
            case AnswerShape.Schema(var schema) ->
                SchemaInstance.of(schema, filler(prompt.hash())).toString();
        };
    }

    private static String filler(long hash) {
        return ReplyText.of(hash, 4);
    }
}
