package io.headgate.worker.call.replicate;

import io.headgate.worker.call.replicate.ReplicateImages.Place;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model's input is called. Every model has names of its own, and what it does not know it ignores in silence: these
 * are the ones that the language models of a maker have, and for all others those that nearly all have.
 *
 * @param cap the cap on output, in tokens
 * @param system the system prompt; null where it has to stand in the prompt
 * @param stop sequences that end the answer; null where it has none
 * @param images where it takes images; null where it takes none. Whether a model sees them its catalogue entry says
 * @param messages whether it takes a conversation as OpenAI has it, in the place of prompt and system prompt
 * @param others by OpenAI's name
 */
record ReplicateInput(
        String cap,
        @Nullable String system,
        @Nullable String stop,
        @Nullable Place images,
        boolean messages,
        Map<String, String> others) {
    private static final Map<String, String> SAMPLING = Map.of("temperature", "temperature", "top_p", "top_p");

    private static final Place ONE_IMAGE = new Place("image", false);

    private static final ReplicateInput COMMON =
            new ReplicateInput("max_tokens", null, null, ONE_IMAGE, false, SAMPLING);

    private static final Map<String, ReplicateInput> BY_MAKER = Map.of(
            "meta",
            new ReplicateInput(
                    "max_tokens",
                    "system_prompt",
                    "stop_sequences",
                    null,
                    false,
                    Map.of(
                            "temperature", "temperature",
                            "top_p", "top_p",
                            "top_k", "top_k",
                            "seed", "seed",
                            "presence_penalty", "presence_penalty",
                            "frequency_penalty", "frequency_penalty")),
            "openai",
            new ReplicateInput(
                    "max_completion_tokens",
                    "system_prompt",
                    null,
                    new Place("image_input", true),
                    true,
                    Map.of(
                            "temperature", "temperature",
                            "top_p", "top_p",
                            "presence_penalty", "presence_penalty",
                            "frequency_penalty", "frequency_penalty",
                            "reasoning_effort", "reasoning_effort")),
            "anthropic",
            new ReplicateInput("max_tokens", "system_prompt", null, ONE_IMAGE, false, Map.of()),
            "google",
            new ReplicateInput(
                    "max_output_tokens", "system_instruction", null, new Place("images", true), false, SAMPLING));

    ReplicateInput {
        others = Map.copyOf(others);
    }

    static ReplicateInput of(ReplicateModel model) {
        String maker = model.maker();
        return maker == null ? COMMON : BY_MAKER.getOrDefault(maker, COMMON);
    }
}
