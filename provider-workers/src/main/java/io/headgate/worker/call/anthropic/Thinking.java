package io.headgate.worker.call.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.chat.Fields;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.chat.Tools;
import org.jspecify.annotations.Nullable;

/**
 * How much the model is to reason: {@code reasoning_effort}, or Anthropic's own {@code thinking}, which clients may send as
 * it is.
 *
 * @param config the {@code thinking} object; null for none
 * @param effort {@code output_config.effort}; null for the model's own
 */
record Thinking(@Nullable ObjectNode config, @Nullable String effort) {
    private static final String EFFORT = "reasoning_effort";
    private static final String THINKING = "thinking";
    private static final Thinking NONE = new Thinking(null, null);

    /** The least budget there is. */
    private static final long LEAST = 1_024;

    private static final long MEDIUM = 8_192;
    private static final long MOST = 24_576;

    boolean isOn() {
        return config != null && !Json.text(config, "type").equals("disabled");
    }

    static Thinking of(Fields body, String model, long maxTokens, Tools tools, MessageList messages) {
        ObjectNode own = body.tree(THINKING);
        String effort = body.text(EFFORT);
        if (own != null) {
            return new Thinking(own, effort == null ? null : level(effort, body));
        }
        if (effort == null) {
            return NONE;
        }
        return switch (ThinkingStyle.of(model)) {
            case NONE -> none(effort, body);
            case BUDGET -> budget(effort, maxTokens, tools, messages, body);
            case ADAPTIVE -> adaptive(effort, tools, messages, body);
        };
    }

    private static Thinking none(String effort, Fields body) {
        if (!effort.equals("none")) {
            body.drop(EFFORT, "none, of this model");
        }
        return NONE;
    }

    /** A model that has to call a tool, or to go on with an answer begun, is not allowed to think before. */
    private static Thinking adaptive(String effort, Tools tools, MessageList messages, Fields body) {
        if (effort.equals("none")) {
            return new Thinking(Json.object().put("type", "disabled"), null);
        }
        boolean mayThink = !tools.isForced() && !messages.isPrefilled();
        return new Thinking(mayThink ? Json.object().put("type", "adaptive") : null, level(effort, body));
    }

    /** As much as is left when as many tokens remain for the answer. */
    private static Thinking budget(String effort, long maxTokens, Tools tools, MessageList messages, Fields body) {
        long wanted = switch (effort) {
            case "none" -> 0;
            case "minimal", "low" -> LEAST;
            case "medium" -> MEDIUM;
            case "high", "xhigh", "max" -> MOST;
            default -> unknown(body);
        };
        if (wanted == 0) {
            return NONE;
        }
        long budget = Math.min(wanted, maxTokens / 2);
        if (budget < LEAST || tools.isForced() || messages.isPrefilled() || messages.callsWithoutThought()) {
            body.drop(
                    EFFORT,
                    "nothing beside a forced tool, a prefilled answer, unsigned tool calls or under 2048 tokens");
            return NONE;
        }
        return new Thinking(Json.object().put("type", "enabled").put("budget_tokens", budget), null);
    }

    /** There is nothing below low. */
    private static @Nullable String level(String effort, Fields body) {
        return switch (effort) {
            case "minimal" -> "low";
            case "low", "medium", "high", "xhigh", "max" -> effort;
            case "none" -> null;
            default -> {
                unknown(body);
                yield null;
            }
        };
    }

    private static long unknown(Fields body) {
        body.refuse(EFFORT, "none, minimal, low, medium, high, xhigh or max");
        return 0;
    }
}
