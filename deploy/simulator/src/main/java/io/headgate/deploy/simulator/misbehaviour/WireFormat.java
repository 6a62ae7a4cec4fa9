package io.headgate.deploy.simulator.misbehaviour;

import java.util.Locale;

/** The formats that the simulator speaks. */
public enum WireFormat {
    OPENAI,
    ANTHROPIC,
    GEMINI,
    OLLAMA,
    REPLICATE;

    /** Its name in lower case, as adapters go by it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
