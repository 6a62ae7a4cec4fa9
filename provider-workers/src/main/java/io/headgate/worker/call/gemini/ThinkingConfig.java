package io.headgate.worker.call.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.chat.Fields;
import io.headgate.worker.call.chat.Json;
import org.jspecify.annotations.Nullable;

/**
 * How much the model is to reason: {@code reasoning_effort}, or the provider's own
 * {@code extra_body.google.thinking_config}, as its OpenAI-compatible endpoint has it. Thoughts are billed whether they are
 * shown or not, and shown only where the latter asks for them.
 */
final class ThinkingConfig {
    private static final String EFFORT = "reasoning_effort";
    private static final String BUDGET = "thinkingBudget";
    private static final String LEVEL = "thinkingLevel";

    private ThinkingConfig() {}

    /** Empty when nothing is said of it. */
    static ObjectNode of(Fields body, String model) {
        String effort = body.text(EFFORT);
        ObjectNode own = own(body);
        if (own.has(BUDGET) || own.has(LEVEL)) {
            if (effort != null) {
                body.drop(EFFORT, "nothing beside extra_body.google.thinking_config");
            }
        } else if (effort != null) {
            write(effort, model, body, own);
        }
        return own;
    }

    private static ObjectNode own(Fields body) {
        ObjectNode config = Json.object();
        Fields extra = body.object("extra_body");
        Fields google = extra == null ? null : extra.object("google");
        Fields thinking = google == null ? null : google.object("thinking_config");
        if (thinking != null) {
            put(config, BUDGET, thinking.number("thinking_budget"));
            put(config, LEVEL, thinking.take("thinking_level"));
            put(config, "includeThoughts", thinking.take("include_thoughts"));
            thinking.done();
        }
        if (google != null) {
            google.done();
        }
        if (extra != null) {
            extra.done();
        }
        return config;
    }

    private static void put(ObjectNode config, String name, @Nullable JsonNode value) {
        if (value != null) {
            config.set(name, value);
        }
    }

    private static void write(String effort, String model, Fields body, ObjectNode config) {
        if (ModelGeneration.thinksInTokens(model)) {
            writeBudget(effort, body, config);
        } else {
            writeLevel(effort, body, config);
        }
    }

    /** The budgets that the provider's own OpenAI-compatible endpoint takes for each effort. */
    private static void writeBudget(String effort, Fields body, ObjectNode config) {
        switch (effort) {
            case "none" -> config.put(BUDGET, 0);
            case "minimal", "low" -> config.put(BUDGET, 1_024);
            case "medium" -> config.put(BUDGET, 8_192);
            case "high", "xhigh", "max" -> config.put(BUDGET, 24_576);
            default -> unknown(body);
        }
    }

    private static void writeLevel(String effort, Fields body, ObjectNode config) {
        switch (effort) {
            case "minimal", "low", "medium", "high" -> config.put(LEVEL, effort);
            case "xhigh", "max" -> config.put(LEVEL, "high");
            case "none" -> {
                body.drop(EFFORT, "minimal, low, medium or high");
                config.put(LEVEL, "minimal");
            }
            default -> unknown(body);
        }
    }

    private static void unknown(Fields body) {
        body.refuse(EFFORT, "none, minimal, low, medium, high, xhigh or max");
    }
}
