package io.headgate.api.batches;

import io.headgate.api.files.FileId;
import io.headgate.schemas.id.BatchId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is particular to a batch that is read from a file.
 *
 * @param output the file of answers; null while there is none, or no line was answered
 * @param error the file of failures; null while there is none, or no line failed
 * @param keepOutput how long its files are kept after they were made; null leaves that to the installation
 * @param parent the batch whose failed lines this one sends again
 */
public record Upload(
        FileId input,
        String endpoint,
        @Nullable FileId output,
        @Nullable FileId error,
        @Nullable Duration keepOutput,
        @Nullable BatchId parent) {}
