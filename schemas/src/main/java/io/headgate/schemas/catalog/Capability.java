package io.headgate.schemas.catalog;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a request can ask of a model beyond plain text. */
public enum Capability {
    /** Calls functions it is offered. */
    TOOLS,
    /** Answers in JSON of any shape. */
    JSON_MODE,
    /** Answers in JSON of a given schema. */
    JSON_SCHEMA,
    /** Looks at images. */
    VISION,
    /** Hears, or speaks. */
    AUDIO,
    /** Answers piece by piece. */
    STREAMING,
    /** Thinks before it answers, as hard as it is told to. */
    REASONING,
    /** Makes vectors of texts, and no chat completions: a model has this, or it talks. */
    EMBEDDINGS,

    // What nearly every model can: taken for granted, until its lines say that it lacks it.
    /** Follows instructions that are no user's. */
    SYSTEM,
    /** Fetches an image by its address. */
    IMAGE_URL,
    /** Calls several functions at once, and takes several results. */
    PARALLEL_TOOLS,
    /** Can be told that it must call a function, or which. */
    TOOL_CHOICE_REQUIRED,
    /** Answers the same again for the same seed. */
    SEED,
    /** Tells how likely its tokens were. */
    LOGPROBS,
    /** Gives several answers at once. */
    N;

    /** Those that a model has unless its lines say that it lacks them. */
    public static final Set<Capability> GRANTED = Collections.unmodifiableSet(
            EnumSet.of(SYSTEM, IMAGE_URL, PARALLEL_TOOLS, TOOL_CHOICE_REQUIRED, SEED, LOGPROBS, N));

    /** What it is nothing without. */
    Optional<Capability> base() {
        return switch (this) {
            case PARALLEL_TOOLS, TOOL_CHOICE_REQUIRED -> Optional.of(TOOLS);
            case IMAGE_URL -> Optional.of(VISION);
            case TOOLS,
                    JSON_MODE,
                    JSON_SCHEMA,
                    VISION,
                    AUDIO,
                    STREAMING,
                    REASONING,
                    EMBEDDINGS,
                    SYSTEM,
                    SEED,
                    LOGPROBS,
                    N -> Optional.empty();
        };
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Capability> ofWireName(String name) {
        return Arrays.stream(values()).filter(c -> c.wireName().equals(name)).findFirst();
    }
}
