package io.headgate.api.files;

import io.headgate.schemas.id.TenantId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * The files of all tenants; of another tenant's file, and of one that has expired, it knows nothing. Thread-safe. Every method blocks, and throws
 * {@link StoreUnavailableException} when the store does not answer. No connection is held while a client is slow.
 */
public interface FileStore {
    /** Begins a file; who writes to it holds at most a quarter of a MiB of it in memory. */
    FileDraft begin(TenantId tenant);

    /**
     * Keeps a file, whole or not at all.
     *
     * @param content read to its end, and not closed
     * @throws IOException the stream's own; nothing is kept then
     */
    default StoredFile create(TenantId tenant, FileLabel label, InputStream content) throws IOException {
        try (FileDraft draft = begin(tenant)) {
            draft.writeAll(content);
            return draft.keep(label);
        }
    }

    /** Keeps a file for as long as the installation keeps files. */
    default StoredFile create(TenantId tenant, Purpose purpose, String filename, InputStream content)
            throws IOException {
        return create(tenant, FileLabel.of(purpose, filename), content);
    }

    Optional<StoredFile> find(TenantId tenant, FileId id);

    /** The content from its beginning; see {@link #open(TenantId, FileId, long)}. */
    default InputStream open(TenantId tenant, FileId id) throws FileNotFoundException {
        return open(tenant, id, 0);
    }

    /**
     * The content from a byte on, read a quarter of a MiB at a time as it is asked for. When the file is deleted meanwhile,
     * reading ends with an {@link IOException}, never early.
     *
     * @param from 0 to the file's size
     * @throws FileNotFoundException when the tenant has no such file
     */
    InputStream open(TenantId tenant, FileId id, long from) throws FileNotFoundException;

    /** Deletes a file; false when the tenant has none of that name. */
    boolean delete(TenantId tenant, FileId id);

    List<StoredFile> list(TenantId tenant, FileQuery query);

    /** How much a tenant's files hold, those included that are being written. */
    long bytesOf(TenantId tenant);
}
