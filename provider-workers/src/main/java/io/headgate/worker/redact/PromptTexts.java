package io.headgate.worker.redact;

import io.headgate.schemas.json.JsonValue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a request, of chat completions or embeddings, and of its answer. Of a request that is every text that leaves:
 * some may become others, and some have to stay. Of an answer it is what the model says. Makes a new tree of the old, each
 * text as somebody wants it; the same tree where that is as it was.
 */
final class PromptTexts {
    /** The worker's to say: the client's own does not leave. */
    private static final Set<String> OURS = Set.of("model", "stream", "stream_options");
    /** What the answer has to match, or whom to call. */
    private static final Set<String> LITERAL = Set.of(
            "tool_choice",
            "function_call",
            "grammar",
            "guided_choice",
            "guided_grammar",
            "guided_regex",
            "structured_outputs");

    private static final Set<String> PARAMETERS = Set.of(
            "audio",
            "dimensions",
            "encoding_format",
            "frequency_penalty",
            "logit_bias",
            "logprobs",
            "max_completion_tokens",
            "max_tokens",
            "min_p",
            "modalities",
            "n",
            "parallel_tool_calls",
            "presence_penalty",
            "prompt_cache_retention",
            "reasoning_effort",
            "repetition_penalty",
            "seed",
            "service_tier",
            "store",
            "task_type",
            "temperature",
            "top_k",
            "top_logprobs",
            "top_p",
            "verbosity");

    private final JsonWalk walk = new JsonWalk();
    private final TextSink sink;

    /** @param sink what becomes of each text */
    PromptTexts(TextSink sink) {
        this.sink = sink;
    }

    /** The first place that could not be looked into; null when there was none. */
    @Nullable
    String uncertain() {
        return walk.uncertain();
    }

    /** A request's body. */
    JsonValue ofRequest(JsonValue body) {
        LooseTexts loose = new LooseTexts(walk, sink);
        MessageTexts messages = new MessageTexts(walk, sink, loose);
        DeclaredTexts declared = new DeclaredTexts(loose);
        return messages.members(body, (name, value) -> switch (name) {
            case "messages" -> messages.items(value, messages::message);
            // What has been made tokens of already cannot be read.
            case "input" ->
                value instanceof JsonValue.Arr ? messages.items(value, messages::text) : messages.text(value);
            case "system", "instructions" -> messages.content(value);
            case "prediction" ->
                messages.members(
                        value, (of, said) -> of.equals("content") ? messages.content(said) : loose.member(of, said));
            case "tools", "functions" -> declared.tools(value);
            case "response_format" -> declared.form(value);
            case "guided_json", "json_schema" -> declared.schema(value);
            case "metadata" -> loose.named(value, loose::free);
            default -> other(name, value, loose);
        });
    }

    private static JsonValue other(String name, JsonValue value, LooseTexts loose) {
        if (OURS.contains(name)) {
            return value;
        }
        if (PARAMETERS.contains(name)) {
            return loose.parameter(value);
        }
        return LITERAL.contains(name) ? loose.kept(value) : loose.member(name, value);
    }

    /** An answer. */
    JsonValue ofAnswer(JsonValue body) {
        MessageTexts messages = new MessageTexts(walk, sink, null);
        return messages.members(
                body,
                (name, value) -> name.equals("choices")
                        ? messages.items(
                                value,
                                choice -> messages.members(
                                        choice, (of, said) -> of.equals("message") ? messages.message(said) : said))
                        : value);
    }
}
