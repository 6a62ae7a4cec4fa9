package io.headgate.worker.call.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.hc.core5.http.HttpEntity;

/** Reads a body whole, capped before and after it is inflated. */
final class BodyReader {
    /** What is set aside before anything has come, whatever length is announced. */
    private static final int FIRST_BUFFER = 16 << 10;

    private static final int LEAST_BUFFER = 1 << 10;

    private BodyReader() {}

    /** More came than is allowed. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        TooLarge(String what, long allowed) {
            super("%s: seen more than %d bytes, allowed %d".formatted(what, allowed, allowed));
        }
    }

    /** A content encoding that nobody asked for and nobody here reads. */
    static final class UnknownEncoding extends IOException {
        private static final long serialVersionUID = 1;

        UnknownEncoding() {
            super("content-encoding: allowed identity and gzip");
        }
    }

    static byte[] read(HttpEntity entity, Map<String, String> headers, int maxBytes, CallProgress progress)
            throws IOException {
        long announced = entity.getContentLength();
        if (announced > maxBytes) {
            throw new TooLarge("body", maxBytes);
        }
        InputStream wire = new Counted(entity.getContent(), maxBytes, progress);
        return isPlain(headers)
                ? readAll(wire, announced, "body", maxBytes)
                : readAll(inflated(wire, headers), -1, "inflated body", maxBytes);
    }

    /** The body as it comes, inflated, counted before that; whoever reads it counts after. */
    static InputStream open(HttpEntity entity, Map<String, String> headers, long maxBytes, CallProgress progress)
            throws IOException {
        InputStream wire = new Counted(entity.getContent(), maxBytes, progress);
        return isPlain(headers) ? wire : inflated(wire, headers);
    }

    private static InputStream inflated(InputStream wire, Map<String, String> headers) throws IOException {
        return switch (encoding(headers)) {
            case "gzip", "x-gzip" -> new GZIPInputStream(wire, 8192);
            default -> throw new UnknownEncoding();
        };
    }

    private static boolean isPlain(Map<String, String> headers) {
        String encoding = encoding(headers);
        return encoding.isEmpty() || encoding.equals("identity");
    }

    private static String encoding(Map<String, String> headers) {
        return headers.getOrDefault("content-encoding", "").strip().toLowerCase(Locale.ROOT);
    }

    /** One buffer that fits, where the announced length is true and small; one that doubles, where it is not. */
    private static byte[] readAll(InputStream in, long announced, String what, int maxBytes) throws IOException {
        byte[] buffer = new byte[announced < 0 ? LEAST_BUFFER : (int) Math.min(announced, FIRST_BUFFER)];
        int length = 0;
        while (true) {
            if (length == buffer.length) {
                int next = in.read();
                if (next < 0) {
                    return buffer;
                }
                if (length >= maxBytes) {
                    throw new TooLarge(what, maxBytes);
                }
                buffer = Arrays.copyOf(buffer, (int) Math.min(Math.max(2L * length, LEAST_BUFFER), maxBytes));
                buffer[length++] = (byte) next;
            }
            int read = in.read(buffer, length, buffer.length - length);
            if (read < 0) {
                return Arrays.copyOf(buffer, length);
            }
            length += read;
        }
    }

    /** Tells of every read, and fails as soon as more than the cap has come. */
    private static final class Counted extends FilterInputStream {
        private final long cap;
        private final CallProgress progress;
        private long seen;

        Counted(InputStream in, long cap, CallProgress progress) {
            super(in);
            this.cap = cap;
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            count(Math.max(n, 0));
            return n;
        }

        private void count(int n) throws IOException {
            progress.received();
            seen += n;
            if (seen > cap) {
                throw new TooLarge("body", cap);
            }
        }
    }
}
