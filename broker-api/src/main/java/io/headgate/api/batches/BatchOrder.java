package io.headgate.api.batches;

import io.headgate.api.files.FileId;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for with {@code POST /v1/batches}, its form checked.
 *
 * @param metadata at most 16 pairs, for the client's own use
 * @param keepOutput how long the files that come of it are kept after they were made; null leaves that to the installation
 */
public record BatchOrder(
        FileId input,
        String endpoint,
        Map<String, String> metadata,
        @Nullable Duration keepOutput) {
    /** In which every batch ends, as OpenAI writes it. */
    public static final String WINDOW = "24h";

    static final Duration WINDOW_LENGTH = Duration.ofHours(24);

    public BatchOrder {
        metadata = Map.copyOf(metadata);
    }
}
