package io.headgate.api.files.store;

import io.headgate.api.files.StoredFile;
import io.headgate.api.sql.Statements;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;

/** The content of a file, one piece in memory at a time. One thread at a time. */
final class PieceStream extends InputStream {
    private static final String READ = "SELECT content FROM file_pieces WHERE tenant = ? AND file_id = ? AND piece = ?";

    private final Statements statements;
    private final StoredFile file;
    private byte[] piece = new byte[0];
    /** Of the byte that comes next, in the file. */
    private long position;
    /** Of the byte that comes next, in the piece. */
    private int at;

    PieceStream(Statements statements, StoredFile file, long from) {
        this.statements = statements;
        this.file = file;
        this.position = from;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (position == file.bytes()) {
            return -1;
        }
        if (at == piece.length) {
            piece = next();
            at = (int) (position % PostgresDraft.PIECE);
        }
        int taken = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, into, offset, taken);
        at += taken;
        position += taken;
        return taken;
    }

    @Override
    public int available() {
        return piece.length - at;
    }

    private byte[] next() throws IOException {
        int number = (int) (position / PostgresDraft.PIECE);
        Optional<byte[]> found = statements.query(
                READ,
                statement -> {
                    statement.setString(1, file.tenant().value());
                    statement.setString(2, file.id().value());
                    statement.setInt(3, number);
                },
                rows -> rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty());
        byte[] content =
                found.orElseThrow(() -> new FileNotFoundException(file.id() + " was deleted while it was read"));
        long expected = Math.min(PostgresDraft.PIECE, file.bytes() - (long) number * PostgresDraft.PIECE);
        if (content.length != expected) {
            throw new IOException("piece %d of %s: seen %d bytes, expected %d"
                    .formatted(number, file.id(), content.length, expected));
        }
        return content;
    }
}
