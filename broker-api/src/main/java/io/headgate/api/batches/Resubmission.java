package io.headgate.api.batches;

import io.headgate.api.access.audit.Act;
import io.headgate.api.access.audit.Actor;
import io.headgate.api.batches.BatchDesk.Ordered;
import io.headgate.api.batches.input.RawLine;
import io.headgate.api.batches.input.RawLines;
import io.headgate.api.files.FileDraft;
import io.headgate.api.files.FileId;
import io.headgate.api.files.FileLabel;
import io.headgate.api.files.FileStore;
import io.headgate.api.files.Purpose;
import io.headgate.api.files.StoredFile;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.UserId;
import io.headgate.schemas.telemetry.LogKeys;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends again what a batch did not get done: a new batch, with a file of its own, of the lines that failed or that the batch's
 * own end cut off; elsewhere, if another alias is named. Thread-safe; blocks, and throws as {@link BatchDesk} does.
 */
public final class Resubmission {
    private static final Logger log = LoggerFactory.getLogger(Resubmission.class);
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
     * Makes the new batch, and writes down who did.
     *
     * @param elsewhere the alias that the lines are to ask for; null for their own
     * @param by who asks; where they are bound to no project the batch stays its own
     * @param actor the same, for the audit log
     */
    public Resubmitted resubmit(TenantId tenant, BatchId id, @Nullable Alias elsewhere, Orderer by, Actor actor) {
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
        return send(
                parent,
                upload,
                elsewhere,
                order -> desk.again(
                        parent, order, by.orOf(parent.project()), child -> act(parent, child, elsewhere, actor)));
    }

    private static Act act(Batch parent, Batch child, @Nullable Alias elsewhere, Actor actor) {
        Map<String, Object> after = new TreeMap<>();
        after.put("batch", child.id().value());
        if (elsewhere != null) {
            after.put("model", elsewhere.value());
        }
        return new Act(
                child.times().createdAt(),
                actor,
                "batch.resubmit",
                parent.id().value(),
                Optional.of(parent.tenant()),
                null,
                after);
    }

    /**
     * Does what a batch that has ended said when it was made: sends the lines that failed or expired elsewhere. Done again, by
     * whomever, it does nothing more.
     */
    public void byPolicy(Batch ended) {
        Alias elsewhere = ResubmitPolicy.of(ended.metadata()).orElse(null);
        Upload upload = ended.upload();
        boolean leftSome = ended.counts().failed() + ended.counts().expired() > 0;
        if (elsewhere == null || upload == null || !leftSome || ended.status() == BatchStatus.CANCELLED) {
            return;
        }
        BatchId child = ResubmitPolicy.child(ended);
        if (store.find(ended.tenant(), child).isPresent()) {
            return;
        }
        String name = Objects.requireNonNullElse(ended.createdBy(), ended.id().value());
        Orderer by = new Orderer(name, ended.project());
        Resubmitted made =
                send(ended, upload, elsewhere, order -> desk.order(ended.tenant(), child, order, by, ended.id()));
        log.atInfo()
                .addKeyValue(LogKeys.TENANT, ended.tenant())
                .addKeyValue("batch", ended.id())
                .addKeyValue("made", made instanceof Resubmitted.Taken ? child : "nothing")
                .log("the undone lines of a batch are sent elsewhere, as it asked for");
    }

    private Resubmitted send(
            Batch parent, Upload upload, @Nullable Alias elsewhere, Function<BatchOrder, Ordered> ordering) {
        Set<Integer> lines = undone(parent.tenant(), parent.id());
        if (lines.isEmpty()) {
            return new Resubmitted.Nothing("No line of the batch has failed or was cut off.");
        }
        try {
            FileId input = copy(parent, upload, lines, elsewhere);
            BatchOrder order = new BatchOrder(
                    input, upload.endpoint(), ResubmitPolicy.once(parent.metadata()), upload.keepOutput());
            return switch (ordering.apply(order)) {
                case Ordered.Taken(Batch batch) -> {
                    if (batch.upload() == null || !batch.upload().input().equals(input)) {
                        // Another process was quicker, and has a copy of its own.
                        files.delete(parent.tenant(), input);
                    }
                    yield new Resubmitted.Taken(batch);
                }
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
            // On whose behalf the lines were uploaded they stay: they are erased with that person's data.
            UserId user = files.find(parent.tenant(), upload.input())
                    .map(StoredFile::user)
                    .orElse(null);
            return draft.keep(new FileLabel(Purpose.BATCH, parent.id() + "_again.jsonl", null, user))
                    .id();
        }
    }
}
