package io.headgate.api.files;

import io.headgate.schemas.id.Sha256;
import io.headgate.schemas.id.TenantId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A store to test with. */
public final class MemoryFiles implements FileStore {
    private static final Instant CREATED = Instant.parse("2026-11-20T12:00:00Z");

    private final Map<FileId, StoredFile> files = new ConcurrentHashMap<>();
    private final Map<FileId, byte[]> contents = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();
    /** How many drafts were dropped. */
    public final AtomicInteger dropped = new AtomicInteger();

    @Override
    public FileDraft begin(TenantId tenant) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        FileId id = new FileId("file-%08d".formatted(next.incrementAndGet()));
        return new FileDraft() {
            private boolean kept;

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
                byte[] whole = content.toByteArray();
                StoredFile file = new StoredFile(
                        tenant,
                        id,
                        label.purpose(),
                        label.filename(),
                        whole.length,
                        Sha256.hex(whole),
                        CREATED,
                        label.expiresAt(),
                        label.user());
                contents.put(id, whole);
                files.put(id, file);
                kept = true;
                return file;
            }

            @Override
            public void close() {
                if (!kept) {
                    dropped.incrementAndGet();
                }
            }
        };
    }

    @Override
    public Optional<StoredFile> find(TenantId tenant, FileId id) {
        return Optional.ofNullable(files.get(id)).filter(file -> file.tenant().equals(tenant));
    }

    @Override
    public InputStream open(TenantId tenant, FileId id, long from) throws FileNotFoundException {
        byte[] content = contents.get(id);
        if (content == null || find(tenant, id).isEmpty()) {
            throw new FileNotFoundException(id.value());
        }
        return new ByteArrayInputStream(content, (int) from, content.length - (int) from);
    }

    @Override
    public boolean delete(TenantId tenant, FileId id) {
        return find(tenant, id).isPresent() && files.remove(id) != null;
    }

    @Override
    public List<StoredFile> list(TenantId tenant, FileQuery query) {
        Comparator<StoredFile> order = Comparator.comparing(StoredFile::id);
        return files.values().stream()
                .filter(file -> file.tenant().equals(tenant))
                .sorted(query.newestFirst() ? order.reversed() : order)
                .limit(query.limit())
                .toList();
    }

    @Override
    public long bytesOf(TenantId tenant) {
        return files.values().stream()
                .filter(file -> file.tenant().equals(tenant))
                .mapToLong(StoredFile::bytes)
                .sum();
    }
}
