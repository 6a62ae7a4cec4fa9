package io.headgate.deploy.simulator.generation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.Distortion;
import io.headgate.deploy.simulator.behaviour.Draw;
import io.headgate.deploy.simulator.behaviour.Fault;
import io.headgate.deploy.simulator.behaviour.Framing;
import io.headgate.deploy.simulator.behaviour.ServiceTier;
import io.headgate.deploy.simulator.generation.ChatPrompt.AnswerShape;
import io.headgate.deploy.simulator.generation.ChatPrompt.Tool;
import io.headgate.deploy.simulator.generation.Generation.Finish;
import io.headgate.deploy.simulator.generation.Generation.ToolCall;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes completions: the same prompt under the same behaviour and fault gets the same text and the same tokens. */
public final class Generator {
    private Generator() {}

    /**
     * The completion of this prompt.
     *
     * @param fault what will be made of its reply; two faults need a completion of their own
     * @param number unique in this server; it goes into ids only
     */
    public static Generation generate(
            ChatPrompt prompt, Behaviour behaviour, Optional<Fault> fault, long number, Instant now) {
        ServiceTier tier = behaviour.servedTier().or(prompt::tier).orElse(ServiceTier.STANDARD);
        if (prompt.shape() instanceof AnswerShape.Vectors) {
            Usage usage = new Usage(prompt.tokens(), 0, 0, 0, tier);
            String embedder = behaviour.servedModel().orElse(prompt.model());
            return new Generation(number, now, embedder, "", "", List.of(), Finish.STOP, usage);
        }
        int limit = prompt.maxTokens().orElse(Integer.MAX_VALUE);
        int reasoning = Math.min(behaviour.reasoningTokens(), limit);
        int room = limit - reasoning;
        int cached = (int) ((long) prompt.tokens() * behaviour.cachedPercent() / 100);
        String model = behaviour.servedModel().orElse(prompt.model());
        String thought = prompt.showsReasoning() && reasoning > 0 ? ReplyText.of(prompt.hash() + 7, reasoning) : "";
        List<ToolCall> calls = toolCalls(prompt, behaviour, fault);
        int callTokens = calls.stream().mapToInt(ToolCall::tokens).sum();
        if (!calls.isEmpty() && callTokens <= room) {
            Usage usage = new Usage(prompt.tokens(), cached, callTokens + reasoning, reasoning, tier);
            return new Generation(number, now, model, thought, "", calls, Finish.TOOL_CALL, usage);
        }
        String whole = text(prompt, behaviour, fault);
        String text = TokenRule.limit(whole, room);
        Usage usage = new Usage(prompt.tokens(), cached, TokenRule.count(text) + reasoning, reasoning, tier);
        Finish finish = text.length() < whole.length() ? Finish.LENGTH : Finish.STOP;
        return new Generation(number, now, model, thought, text, List.of(), finish, usage);
    }

    private static List<ToolCall> toolCalls(ChatPrompt prompt, Behaviour behaviour, Optional<Fault> fault) {
        List<Tool> offered = prompt.tools().offered();
        if (offered.isEmpty()) {
            return List.of();
        }
        if (fault.equals(Optional.of(new Fault.Distorted(Distortion.INTERLEAVED_TOOLS)))) {
            return calls(prompt, List.of(offered.getFirst(), offered.getLast()));
        }
        if (!prompt.tools().demanded().isEmpty()) {
            return calls(prompt, prompt.tools().demanded());
        }
        return behaviour.callsTools() ? calls(prompt, List.of(ToolChoice.pick(offered, prompt.hash()))) : List.of();
    }

    private static List<ToolCall> calls(ChatPrompt prompt, List<Tool> tools) {
        return tools.stream()
                .map(tool -> new ToolCall(
                        tool.name(),
                        SchemaInstance.of(tool.parameters(), filler(prompt.hash()))
                                .toString()))
                .toList();
    }

    private static String text(ChatPrompt prompt, Behaviour behaviour, Optional<Fault> fault) {
        var range = behaviour.replyTokens();
        long width = range.most() - range.least() + 1L;
        int tokens = range.least() + (int) Long.remainderUnsigned(Draw.mix(prompt.hash() + 1), width);
        String prose = ReplyText.of(prompt.hash(), tokens);
        if (fault.equals(Optional.of(new Fault.Framed(Framing.SPLIT_CHARACTERS)))) {
            prose = ReplyText.accented(prose);
        }
        return switch (prompt.shape()) {
            case AnswerShape.Prose() -> prose;
            case AnswerShape.AnyJson() ->
                JsonNodeFactory.instance
                        .objectNode()
                        .put("answer", prose)
                        .put("complete", true)
                        .toString();
            case AnswerShape.Vectors _ -> throw new AssertionError("vectors have no text");
            case AnswerShape.Schema(var schema) ->
                SchemaInstance.of(schema, filler(prompt.hash())).toString();
        };
    }

    private static String filler(long hash) {
        return ReplyText.of(hash, 4);
    }
}
