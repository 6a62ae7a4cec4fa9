package io.headgate.api.batches.run;

import io.headgate.api.files.FileDraft;
import io.headgate.api.files.FileId;
import io.headgate.api.files.FileLabel;
import io.headgate.api.files.FileQuery;
import io.headgate.api.files.FileStore;
import io.headgate.api.files.Purpose;
import io.headgate.api.files.StoredFile;
import io.headgate.schemas.id.TenantId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Files of one tenant, in memory. */
final class MemoryFiles implements FileStore {
    private record Kept(StoredFile file, byte[] content) {}

    private final Map<FileId, Kept> files = new LinkedHashMap<>();
    private final Supplier<Instant> clock;
    private final Mishaps mishaps;
    private int next;

    MemoryFiles(Supplier<Instant> clock, Mishaps mishaps) {
        this.clock = clock;
        this.mishaps = mishaps;
    }

    FileId put(TenantId tenant, Purpose purpose, String text) {
        return keep(tenant, FileLabel.of(purpose, "put.jsonl"), text.getBytes(StandardCharsets.UTF_8))
                .id();
    }

    List<String> lines(FileId id) {
        Kept kept = files.get(id);
        if (kept == null) {
            throw new IllegalStateException(id + " is not there");
        }
        return new String(kept.content, StandardCharsets.UTF_8).lines().toList();
    }

    /** Those that batches have written. */
    List<FileId> written() {
        return files.values().stream()
                .map(Kept::file)
                .filter(file -> file.purpose() == Purpose.BATCH_OUTPUT)
                .map(StoredFile::id)
                .toList();
    }

    private StoredFile keep(TenantId tenant, FileLabel label, byte[] content) {
        FileId id = new FileId("file-%06d".formatted(next++));
        StoredFile file = new StoredFile(
                tenant,
                id,
                label.purpose(),
                label.filename(),
                content.length,
                "",
                clock.get(),
                label.expiresAt(),
                null);
        files.put(id, new Kept(file, content));
        return file;
    }

    @Override
    public FileDraft begin(TenantId tenant) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        return new FileDraft() {
            @Override
            public void write(byte[] bytes, int offset, int length) {
                content.write(bytes, offset, length);
            }

            @Override
            public long bytes() {
                return content.size();
            }

            @Override
            public StoredFile keep(FileLabel label) {
                mishaps.pass();
                StoredFile file = MemoryFiles.this.keep(tenant, label, content.toByteArray());
                mishaps.pass();
                return file;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Optional<StoredFile> find(TenantId tenant, FileId id) {
        return Optional.ofNullable(files.get(id)).map(Kept::file);
    }

    @Override
    public InputStream open(TenantId tenant, FileId id, long from) throws FileNotFoundException {
        Kept kept = files.get(id);
        if (kept == null) {
            throw new FileNotFoundException(id.value());
        }
        return new ByteArrayInputStream(kept.content, (int) from, kept.content.length - (int) from);
    }

    @Override
    public boolean delete(TenantId tenant, FileId id) {
        return files.remove(id) != null;
    }

    @Override
    public List<StoredFile> list(TenantId tenant, FileQuery query) {
        return files.values().stream()
                .map(Kept::file)
                .filter(file -> file.purpose() == query.purpose())
                .toList()
                .reversed();
    }

    @Override
    public long bytesOf(TenantId tenant) {
        return files.values().stream().mapToLong(kept -> kept.content.length).sum();
    }
}
