package io.headgate.api.http.multipart;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * What Netty's decoder found in the last piece of a body, to be handed on once the decoder has returned: what a listener
 * throws must not pass through it. One thread at a time.
 */
final class PassingParts extends DefaultHttpDataFactory {
    /** Of a field; files do not count, they pass. */
    private static final long MAX_FIELD_BYTES = 8 * 1024;

    private final Queue<Consumer<FormParts>> found = new ArrayDeque<>();

    PassingParts() {
        super(false, StandardCharsets.UTF_8);
        setMaxLimit(MAX_FIELD_BYTES);
    }

    @Override
    public FileUpload createFileUpload(
            HttpRequest request,
            String name,
            String filename,
            String contentType,
            String contentTransferEncoding,
            Charset charset,
            long size) {
        found.add(parts -> parts.fileBegins(name, filename));
        return new PassingFile(
                name,
                filename,
                contentType,
                contentTransferEncoding,
                charset,
                bytes -> found.add(parts -> parts.content(bytes, 0, bytes.length)));
    }

    void field(String name, String value) {
        found.add(parts -> parts.field(name, value));
    }

    void handOn(FormParts parts) {
        for (Consumer<FormParts> next = found.poll(); next != null; next = found.poll()) {
            next.accept(parts);
        }
    }
}
