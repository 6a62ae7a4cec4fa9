package io.headgate.deploy.benchmarks.protocol;

import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;

/**
 * The same library's asynchronous client, which alone speaks HTTP/2, and a virtual thread that waits for it: as little as
 * can be done so. Replies are counted where they are read, and handed to nobody.
 */
final class AsyncCaller implements Caller {
    private final URI uri;
    private final List<CloseableHttpAsyncClient> clients;

    private AsyncCaller(URI uri, List<CloseableHttpAsyncClient> clients) {
        this.uri = uri;
        this.clients = List.copyOf(clients);
        clients.forEach(CloseableHttpAsyncClient::start);
    }

    /** A connection for each call. */
    static AsyncCaller http1(URI uri, int mostAtOnce) {
        return new AsyncCaller(
                uri,
                List.of(HttpAsyncClients.custom()
                        .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                                .setMaxConnPerRoute(mostAtOnce)
                                .setMaxConnTotal(mostAtOnce)
                                .setDefaultTlsConfig(TlsConfig.custom()
                                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                                        .build())
                                .build())
                        .disableRedirectHandling()
                        .disableAutomaticRetries()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .build()));
    }

    /** A connection for each hundred calls. */
    static AsyncCaller http2(URI uri, int mostAtOnce) {
        return new AsyncCaller(uri, Http2Clients.of(mostAtOnce));
    }

    @Override
    public long call(byte[] body, int number) throws InterruptedException {
        SimpleHttpRequest request = SimpleRequestBuilder.post(uri)
                .setHeader("Accept", "*/*")
                .setBody(body, ContentType.APPLICATION_JSON)
                .build();
        CloseableHttpAsyncClient client = clients.get(number % clients.size());
        try {
            return client.execute(SimpleRequestProducer.create(request), new CountingConsumer(), null)
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("%s: %s".formatted(uri, e.getCause()), e);
        }
    }

    @Override
    public void close() {
        clients.forEach(client -> client.close(CloseMode.IMMEDIATE));
    }
}
