package io.headgate.deploy.benchmarks.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * HTTP/2 as a worker would use it: behind the library's blocking face, so that whoever calls reads the reply on its own
 * thread, as the worker does. Each piece of a reply goes from one thread to another.
 */
final class BlockingCaller implements Caller {
    private static final Timeout LONG = Timeout.ofMinutes(1);
    private static final int BUFFER = 4 << 10;

    private final URI uri;
    private final List<CloseableHttpClient> clients;

    BlockingCaller(URI uri, int mostAtOnce) {
        this.uri = uri;
        this.clients = Http2Clients.of(mostAtOnce).stream()
                .map(BlockingCaller::started)
                .toList();
    }

    private static CloseableHttpClient started(CloseableHttpAsyncClient client) {
        client.start();
        return HttpAsyncClients.classic(client, LONG);
    }

    @Override
    public long call(byte[] body, int number) {
        HttpPost post = new HttpPost(uri);
        post.setHeader(HttpHeaders.ACCEPT, "*/*");
        post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        try {
            return clients.get(number % clients.size()).execute(post, BlockingCaller::read);
        } catch (IOException e) {
            throw new IllegalStateException("%s: %s".formatted(uri, e), e);
        }
    }

    private static long read(ClassicHttpResponse response) throws IOException {
        if (response.getCode() != 200) {
            throw new IOException("seen HTTP %d, wanted 200".formatted(response.getCode()));
        }
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        try (InputStream in = response.getEntity().getContent()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
            }
        }
        return bytes;
    }

    @Override
    public void close() {
        clients.forEach(client -> client.close(CloseMode.IMMEDIATE));
    }
}
