package io.headgate.deploy.benchmarks.protocol;

import java.nio.ByteBuffer;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;

/** Counts the bytes of one successful reply's body as they come; any other reply is an exception. */
final class CountingConsumer extends AbstractBinResponseConsumer<Long> {
    private long bytes;

    @Override
    protected void start(HttpResponse response, ContentType contentType) throws HttpException {
        if (response.getCode() != 200) {
            throw new HttpException("seen HTTP %d, wanted 200".formatted(response.getCode()));
        }
    }

    @Override
    protected int capacityIncrement() {
        return Integer.MAX_VALUE;
    }

    @Override
    protected void data(ByteBuffer piece, boolean endOfStream) {
        bytes += piece.remaining();
        piece.position(piece.limit());
    }

    @Override
    protected Long buildResult() {
        return bytes;
    }

    @Override
    public void releaseResources() {}
}
