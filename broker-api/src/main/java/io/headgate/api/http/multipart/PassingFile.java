package io.headgate.api.http.multipart;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.multipart.MemoryFileUpload;
import java.nio.charset.Charset;
import java.util.function.Consumer;

/** A file as Netty's decoder wants one, which keeps nothing of what it is given. */
final class PassingFile extends MemoryFileUpload {
    private final Consumer<byte[]> content;

    PassingFile(
            String name,
            String filename,
            String contentType,
            String contentTransferEncoding,
            Charset charset,
            Consumer<byte[]> content) {
        super(name, filename, contentType, contentTransferEncoding, charset, 0);
        this.content = content;
    }

    @Override
    public void addContent(ByteBuf buffer, boolean last) {
        try {
            if (buffer != null && buffer.isReadable()) {
                content.accept(ByteBufUtil.getBytes(buffer));
            }
        } finally {
            if (buffer != null) {
                buffer.release();
            }
        }
        if (last) {
            setCompleted();
        }
    }
}
