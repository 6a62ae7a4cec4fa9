package io.headgate.worker.call.http;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Reads a body whole, capped before and after it is inflated. */
final class BodyReader {
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

    static byte[] read(InputStream body, String contentEncoding, int maxBytes) throws IOException {
        InputStream wire = new Capped(body, "body", maxBytes);
        return switch (contentEncoding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> readAll(wire);
            case "gzip", "x-gzip" -> readAll(new Capped(new GZIPInputStream(wire, 8192), "inflated body", maxBytes));
            default -> throw new UnknownEncoding();
        };
    }

    private static byte[] readAll(InputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(2048);
        in.transferTo(out);
        return out.toByteArray();
    }

    /** Fails as soon as more than the cap has been read. */
    private static final class Capped extends FilterInputStream {
        private final String what;
        private final long cap;
        private long seen;

        Capped(InputStream in, String what, long cap) {
            super(in);
            this.what = what;
            this.cap = cap;
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
            seen += n;
            if (seen > cap) {
                throw new TooLarge(what, cap);
            }
        }
    }
}
