package io.headgate.api.submit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads lines off a stream, one in memory at a time; none longer than allowed, and no more bytes than allowed. */
final class LineReader {
    private final InputStream in;
    private final int longestLine;
    private final long mostBytes;
    private long number;
    private long bytes;
    private boolean over;

    LineReader(InputStream in, int longestLine, long mostBytes) {
        this.in = new BufferedInputStream(in);
        this.longestLine = longestLine;
        this.mostBytes = mostBytes;
    }

    /** What comes next. Lines are counted from 1, blank ones too, though they are passed over. */
    sealed interface Line {
        long number();

        /** @param bytes without the end of the line */
        record Whole(long number, byte[] bytes) implements Line {}

        /** It is passed over. */
        record TooLong(long number) implements Line {}

        /** There are more bytes than are read at once: nothing comes after it. */
        record Cut(long number) implements Line {}
    }

    /** The next line; null when there is none. Blocks for the stream. */
    @Nullable
    Line next() throws IOException {
        while (!over) {
            Line line = read();
            if (line != null && !(line instanceof Line.Whole(long _, byte[] text) && isBlank(text))) {
                return line;
            }
        }
        return null;
    }

    private @Nullable Line read() throws IOException {
        number++;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long length = 0;
        while (true) {
            int next = in.read();
            if (next < 0) {
                over = true;
                return length == 0 ? null : line(line, length);
            }
            if (++bytes > mostBytes) {
                over = true;
                return new Line.Cut(number);
            }
            if (next == '\n') {
                return line(line, length);
            }
            if (++length <= longestLine) {
                line.write(next);
            }
        }
    }

    private Line line(ByteArrayOutputStream line, long length) {
        return length > longestLine ? new Line.TooLong(number) : new Line.Whole(number, line.toByteArray());
    }

    private static boolean isBlank(byte[] text) {
        for (byte each : text) {
            if (each != ' ' && each != '\t' && each != '\r') {
                return false;
            }
        }
        return true;
    }
}
