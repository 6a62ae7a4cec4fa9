package io.headgate.api.batches.run;

import io.headgate.api.batches.Batch;
import io.headgate.api.batches.BatchStatus;
import io.headgate.api.batches.Upload;
import io.headgate.api.batches.output.OutputLine;
import io.headgate.api.files.FileDraft;
import io.headgate.api.files.FileId;
import io.headgate.api.files.FileLabel;
import io.headgate.api.files.FileQuery;
import io.headgate.api.files.FileStore;
import io.headgate.api.files.Purpose;
import io.headgate.api.files.StoredFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the files of a batch, some lines in memory at a time, and ends it. */
final class Finishing {
    private static final int PAGE = 50;
    /** Those of an earlier try are among the newest. */
    private static final int LEFTOVERS_AMONG = 1_000;

    private final Claims claims;
    private final LineBook book;
    private final FileStore files;
    private final InstantSource clock;
    private final Duration lease;

    Finishing(Claims claims, LineBook book, FileStore files, InstantSource clock, Duration lease) {
        this.claims = claims;
        this.book = book;
        this.files = files;
        this.clock = clock;
        this.lease = lease;
    }

    void finish(Claim claim, Upload upload, BatchStatus as) {
        Batch batch = claim.batch();
        if (batch.times().finalizingAt() != null) {
            deleteLeftovers(batch);
        }
        book.finalizing(claim, clock.instant());
        try (FileDraft output = files.begin(batch.tenant());
                FileDraft error = files.begin(batch.tenant())) {
            write(claim, output, error);
            FileId outputId = keep(output, upload, outputName(batch));
            FileId errorId = keep(error, upload, errorName(batch));
            try {
                book.finish(claim, as, outputId, errorId, clock.instant());
            } catch (ClaimLostException lost) {
                delete(batch, outputId);
                delete(batch, errorId);
                throw lost;
            }
        }
    }

    private void write(Claim claim, FileDraft output, FileDraft error) {
        int after = 0;
        List<EndedLine> page = book.ended(claim, after, PAGE);
        while (!page.isEmpty()) {
            for (EndedLine line : page) {
                OutputLine written = OutputLine.of(claim.batch().id(), line);
                byte[] text = written.text().getBytes(StandardCharsets.UTF_8);
                (written.isError() ? error : output).write(text, 0, text.length);
            }
            after = page.getLast().number();
            claims.keep(claim, lease);
            page = book.ended(claim, after, PAGE);
        }
    }

    /** Kept from its own beginning on, as OpenAI has it: by the batch's it might have expired before it was written. */
    private @Nullable FileId keep(FileDraft draft, Upload upload, String name) {
        if (draft.bytes() == 0) {
            return null;
        }
        Duration kept = upload.keepOutput();
        Instant expiresAt = kept == null
                ? null
                : clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(kept);
        return draft.keep(new FileLabel(Purpose.BATCH_OUTPUT, name, expiresAt, null))
                .id();
    }

    /** A process that died after it kept a file and before it said so left one that nobody refers to. */
    private void deleteLeftovers(Batch batch) {
        FileQuery newest = new FileQuery(Purpose.BATCH_OUTPUT, null, true, LEFTOVERS_AMONG);
        for (StoredFile file : files.list(batch.tenant(), newest)) {
            if (file.filename().equals(outputName(batch)) || file.filename().equals(errorName(batch))) {
                files.delete(batch.tenant(), file.id());
            }
        }
    }

    private void delete(Batch batch, @Nullable FileId file) {
        if (file != null) {
            files.delete(batch.tenant(), file);
        }
    }

    private static String outputName(Batch batch) {
        return batch.id() + "_output.jsonl";
    }

    private static String errorName(Batch batch) {
        return batch.id() + "_error.jsonl";
    }
}
