package io.headgate.worker.edge;

import io.headgate.schemas.catalog.Provider;
import io.headgate.worker.call.anthropic.AnthropicWire;
import io.headgate.worker.call.gemini.GeminiWire;
import io.headgate.worker.call.ollama.OllamaWire;
import io.headgate.worker.call.openai.OpenAiWire;
import io.headgate.worker.call.replicate.ReplicateWire;
import io.headgate.worker.call.wire.Wire;
import java.util.Map;
import java.util.function.Function;

/** The formats that this worker speaks: a new one is a line here, and its name among {@link Provider#ADAPTERS}. */
final class Wires {
    /** How one is built for a provider, by its name in the catalogue. */
    static final Map<String, Function<Provider, Wire>> BY_NAME = Map.of(
            OpenAiWire.NAME, provider -> new OpenAiWire(provider.dialect()),
            AnthropicWire.NAME, _ -> new AnthropicWire(),
            GeminiWire.NAME, _ -> new GeminiWire(),
            OllamaWire.NAME, _ -> new OllamaWire(),
            ReplicateWire.NAME, _ -> new ReplicateWire());

    private Wires() {}
}
