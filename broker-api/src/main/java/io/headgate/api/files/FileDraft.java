package io.headgate.api.files;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file that is being written and that nobody sees yet. One thread at a time; every method blocks, and throws
 * {@link StoreUnavailableException} when the store does not answer.
 */
public interface FileDraft extends AutoCloseable {
    /** Adds to the end; the array may be used again afterwards. */
    void write(byte[] bytes, int offset, int length);

    /** How many bytes were written so far. */
    long bytes();

    /** Makes it a file, all at once. Nothing can be added any more. */
    StoredFile keep(FileLabel label);

    /** Drops it, unless it was kept. */
    @Override
    void close();

    /** Adds all that comes, a piece at a time. */
    default void writeAll(InputStream content) throws IOException {
        byte[] piece = new byte[64 * 1024];
        for (int read = content.read(piece); read >= 0; read = content.read(piece)) {
            write(piece, 0, read);
        }
    }
}
