package io.headgate.deploy.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.simulator.generation.ChatPrompt;
import io.headgate.deploy.simulator.wire.anthropic.AnthropicWire;
import io.headgate.deploy.simulator.wire.gemini.GeminiWire;
import io.headgate.deploy.simulator.wire.ollama.OllamaWire;
import io.headgate.deploy.simulator.wire.openai.OpenAiWire;
import io.headgate.deploy.simulator.wire.replicate.ReplicateWire;
import java.nio.charset.StandardCharsets;

/** Has requests read by their wires. */
public final class Requests {
    public static final Wire OPENAI = new OpenAiWire();
    public static final Wire ANTHROPIC = new AnthropicWire();
    public static final Wire GEMINI = new GeminiWire();
    public static final Wire OLLAMA = new OllamaWire();
    public static final PredictionWire REPLICATE = new ReplicateWire();

    private Requests() {}

    public static Reading openai(String body) {
        return OPENAI.read(Heads.post("/v1/chat/completions"), bytes(body));
    }

    public static Reading anthropic(String body) {
        return ANTHROPIC.read(Heads.post("/v1/messages", "anthropic-version", "2023-06-01"), bytes(body));
    }

    public static Reading gemini(String body) {
        return GEMINI.read(Heads.post("/v1beta/models/m:generateContent"), bytes(body));
    }

    public static Reading ollama(String body) {
        return OLLAMA.read(Heads.post("/api/chat"), bytes(body));
    }

    public static Reading replicate(String body, String... headers) {
        return REPLICATE.read(Heads.post("/v1/models/o/m/predictions", headers), bytes(body));
    }

    public static ChatPrompt prompt(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Prompted.class);
        return ((Reading.Prompted) reading).prompt();
    }

    public static Refusal refusal(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        return ((Reading.Refused) reading).refusal();
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
