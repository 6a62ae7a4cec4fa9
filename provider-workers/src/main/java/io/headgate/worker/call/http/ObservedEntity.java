package io.headgate.worker.call.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A JSON body that tells when it begins to be sent. */
final class ObservedEntity extends AbstractHttpEntity {
    private final byte[] body;
    private final CallProgress progress;

    ObservedEntity(byte[] body, CallProgress progress) {
        super(ContentType.APPLICATION_JSON, null);
        this.body = body;
        this.progress = progress;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        progress.sending();
        out.write(body);
        progress.handedOver();
    }

    @Override
    public InputStream getContent() {
        return new ByteArrayInputStream(body);
    }

    @Override
    public long getContentLength() {
        return body.length;
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public void close() {}
}
