package io.headgate.api.batches;

import io.headgate.api.batches.BatchDesk.Ordered;
import io.headgate.api.batches.input.RawLine;
import io.headgate.api.batches.input.RawLines;
import io.headgate.api.files.FileDraft;
import io.headgate.api.files.FileId;
import io.headgate.api.files.FileLabel;
import io.headgate.api.files.FileStore;
import io.headgate.api.files.Purpose;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.TenantId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends again what a batch did not get done: a new batch, with a file of its own, of the lines that failed or that the batch's
 * own end cut off; elsewhere, if another alias is named. Thread-safe; blocks, and throws as {@link BatchDesk} does.
 */
public final class Resubmission {
    private static final int PAGE = 5_000;

    private final BatchDesk desk;
    private final BatchStore store;
    private final FileStore files;

    public Resubmission(BatchDesk desk, BatchStore store, FileStore files) {
        this.desk = desk;
        this.store = store;
        this.files = files;
    }

    /** What became of it. */
    public sealed interface Resubmitted {
        record Taken(Batch batch) implements Resubmitted {}

        record Unknown() implements Resubmitted {}

        /** Nothing can be sent again. */
        record Nothing(String why) implements Resubmitted {}
    }

    /**
     * Makes the new batch.
     *
     * @param elsewhere the alias that the lines are to ask for; null for their own
     * @param by who asks; where they are bound to no project the batch stays its own
     */
    public Resubmitted resubmit(TenantId tenant, BatchId id, @Nullable Alias elsewhere, Orderer by) {
        Optional<Batch> found = store.find(tenant, id);
        if (found.isEmpty()) {
            return new Resubmitted.Unknown();
        }
        Batch parent = found.get();
        Upload upload = parent.upload();
        if (upload == null) {
            return new Resubmitted.Nothing("A published batch has no file: its failed requests can be replayed.");
        }
        if (!parent.status().isTerminal()) {
            return new Resubmitted.Nothing("The batch has not ended.");
        }
        Set<Integer> lines = undone(tenant, id);
        if (lines.isEmpty()) {
            return new Resubmitted.Nothing("No line of the batch has failed or was cut off.");
        }
        try {
            FileId input = copy(parent, upload, lines, elsewhere);
            BatchOrder order = new BatchOrder(input, upload.endpoint(), parent.metadata(), upload.keepOutput());
            return switch (desk.order(tenant, order, by.orOf(parent.project()), id)) {
                case Ordered.Taken(Batch batch) -> new Resubmitted.Taken(batch);
                case Ordered.Refused refused ->
                    new Resubmitted.Nothing(refused.failure().message());
            };
        } catch (FileNotFoundException gone) {
            return new Resubmitted.Nothing("The input file was deleted or has expired.");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Set<Integer> undone(TenantId tenant, BatchId id) {
        Set<Integer> lines = new HashSet<>();
        List<Integer> page = store.undone(tenant, id, 0, PAGE);
        while (!page.isEmpty()) {
            lines.addAll(page);
            page = store.undone(tenant, id, page.getLast(), PAGE);
        }
        return lines;
    }

    private FileId copy(Batch parent, Upload upload, Set<Integer> lines, @Nullable Alias elsewhere) throws IOException {
        try (InputStream content = files.open(parent.tenant(), upload.input());
                FileDraft draft = files.begin(parent.tenant())) {
            RawLines raw = new RawLines(content, Integer.MAX_VALUE - 8);
            for (RawLine line = raw.next(); line != null; line = raw.next()) {
                if (lines.contains(line.number()) && line instanceof RawLine.Text read) {
                    byte[] text = elsewhere == null ? read.utf8() : OtherAlias.of(read.utf8(), elsewhere);
                    draft.write(text, 0, text.length);
                    draft.write(new byte[] {'\n'}, 0, 1);
                }
            }
            return draft.keep(FileLabel.of(Purpose.BATCH, parent.id() + "_again.jsonl"))
                    .id();
        }
    }
}
