package io.headgate.worker.call.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A JSON body that tells when it begins to be sent: from then on a call may be billed. */
final class ObservedEntity extends AbstractHttpEntity {
    private final byte[] body;
    private final ApacheHttpUpstream.Progress progress;

    ObservedEntity(byte[] body, ApacheHttpUpstream.Progress progress) {
        super(ContentType.APPLICATION_JSON, null);
        this.body = body;
        this.progress = progress;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        progress.sent = true;
        out.write(body);
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
