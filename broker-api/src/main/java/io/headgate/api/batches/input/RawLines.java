package io.headgate.api.batches.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file, one in memory at a time. Lines end with LF or CR LF, the last one with the file too; a byte order mark
 * before the first is passed over, and so are blank lines. One thread at a time.
 */
public final class RawLines {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream content;
    private final int longest;
    private final byte[] read = new byte[64 * 1024];
    private int at;
    private int end;
    private byte[] line = new byte[8 * 1024];
    private int length;
    private long lineBytes;
    private int number;
    private long position;

    /** @param longest how many bytes a line may have, its end not counted */
    public RawLines(InputStream content, int longest) {
        this(content, longest, 0, 0);
    }

    /**
     * Goes on in the middle of a file.
     *
     * @param content begins at the byte {@code position}
     * @param position what {@link #position()} was
     * @param number of the last line that was read before
     */
    public RawLines(InputStream content, int longest, long position, int number) {
        this.content = content;
        this.longest = longest;
        this.position = position;
        this.number = number;
    }

    /** The next line; null after the last. */
    public @Nullable RawLine next() throws IOException {
        while (fill()) {
            readToEndOfLine();
            number++;
            if (lineBytes > longest) {
                return new RawLine.TooLong(number, lineBytes);
            }
            byte[] text = text();
            if (!isBlank(text)) {
                return new RawLine.Text(number, text);
            }
        }
        return null;
    }

    /** Where in the file the next line begins, in bytes. */
    public long position() {
        return position;
    }

    private boolean fill() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, content.read(read));
        }
        return at < end;
    }

    private void readToEndOfLine() throws IOException {
        length = 0;
        lineBytes = 0;
        boolean ended = false;
        boolean returned = false;
        while (!ended && fill()) {
            int stop = at;
            while (stop < end && read[stop] != '\n') {
                stop++;
            }
            keep(stop - at);
            returned = stop > at ? read[stop - 1] == '\r' : returned;
            ended = stop < end;
            int taken = stop - at + (ended ? 1 : 0);
            position += taken;
            at += taken;
        }
        if (returned) {
            lineBytes--;
            length = (int) Math.min(length, lineBytes);
        }
    }

    /** Of a line that is too long no more is kept than shows that it is. */
    private void keep(int bytes) {
        int room = (int) Math.min(bytes, Math.max(0L, longest + 1L - length));
        if (length + room > line.length) {
            line = Arrays.copyOf(line, (int) Math.min(longest + 1L, Math.max(length + room, line.length * 2L)));
        }
        System.arraycopy(read, at, line, length, room);
        length += room;
        lineBytes += bytes;
    }

    private byte[] text() {
        boolean marked = number == 1
                && length >= BYTE_ORDER_MARK.length
                && Arrays.equals(line, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
        return Arrays.copyOfRange(line, marked ? BYTE_ORDER_MARK.length : 0, length);
    }

    private static boolean isBlank(byte[] text) {
        for (byte b : text) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
