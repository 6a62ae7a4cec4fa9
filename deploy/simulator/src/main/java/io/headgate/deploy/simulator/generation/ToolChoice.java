package io.headgate.deploy.simulator.generation;

import io.headgate.deploy.simulator.behaviour.Draw;
import io.headgate.deploy.simulator.generation.ChatPrompt.Tool;
import io.headgate.deploy.simulator.generation.ChatPrompt.Tools;
import java.util.List;

/**
 * The rule by which tools are called: each one whose name the last message has after the word {@code call}, as in
 * "call weather and call clock". The answer to a tool's result is text, unless the request insists on a call.
 *
 * @param required whether the request insists that one is called
 * @param parallel whether it takes several calls at once
 */
public record ToolChoice(boolean required, boolean parallel) {
    /** The model may call as many as it likes. */
    public static final ToolChoice AUTO = new ToolChoice(false, true);

    /** Which of the tools on offer this conversation gets called. */
    public Tools among(List<Tool> offered, Conversation conversation) {
        if (offered.isEmpty() || (conversation.endsWithToolResult() && !required)) {
            return Tools.NONE;
        }
        List<Tool> demanded = offered.stream()
                .filter(tool -> conversation.lastSays("call " + tool.name()))
                .toList();
        if (demanded.isEmpty() && required) {
            demanded = List.of(pick(offered, conversation.hash()));
        }
        return new Tools(offered, parallel || demanded.size() < 2 ? demanded : demanded.subList(0, 1));
    }

    /** One of them, the same one for the same hash. */
    static Tool pick(List<Tool> offered, long hash) {
        long mixed = Draw.mix(hash + 3);
        return offered.get((int) Long.remainderUnsigned(mixed, offered.size()));
    }
}
