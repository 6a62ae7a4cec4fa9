package io.headgate.api.files;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a file is for. */
public enum Purpose {
    /** Lines of a batch, as a client uploads them. */
    BATCH,
    /** What became of a batch's lines; written here and never uploaded. */
    BATCH_OUTPUT;

    /** As OpenAI writes it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for what is none. */
    public static Optional<Purpose> named(String wireName) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.wireName().equals(wireName))
                .findFirst();
    }

    /** All of them, for an error message. */
    public static String allowed() {
        return Arrays.stream(values()).map(Purpose::wireName).collect(Collectors.joining(", "));
    }
}
