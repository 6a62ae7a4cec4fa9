package io.headgate.schemas.catalog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a model can do beyond plain text. */
public enum Capability {
    TOOLS,
    JSON_MODE,
    JSON_SCHEMA,
    VISION,
    AUDIO,
    STREAMING,
    REASONING;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Capability> ofWireName(String name) {
        return Arrays.stream(values()).filter(c -> c.wireName().equals(name)).findFirst();
    }
}
