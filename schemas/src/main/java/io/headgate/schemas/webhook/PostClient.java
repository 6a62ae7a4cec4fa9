package io.headgate.schemas.webhook;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Posts, and does nothing by itself: no redirect, no retry, no cookie, no proxy. Each post has a connection of its own,
 * so that its address is checked each time. Thread-safe.
 */
public final class PostClient implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 64;

    private final CloseableHttpClient client;
    private final ScheduledExecutorService clock;
    private final Duration within;

    /** @param within how long a post may take, from the look-up of the name to the status */
    public PostClient(boolean allowPrivate, Duration within) {
        this.within = within;
        this.clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("headgate-webhook-clock").factory());
        Timeout timeout = Timeout.ofMilliseconds(within.toMillis());
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedNames(allowPrivate))
                        .setMaxConnTotal(MAX_CONNECTIONS)
                        .setMaxConnPerRoute(MAX_CONNECTIONS)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(timeout)
                                .build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(timeout).build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("headgate")
                .build();
    }

    /**
     * The status of the answer; its body is not read.
     *
     * @throws IOException when there is none in time, or the address is not allowed
     */
    public int post(URI url, byte[] body, Map<String, String> headers) throws IOException {
        HttpPost post = new HttpPost(url);
        post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        headers.forEach(post::setHeader);
        // A receiver that sends a byte now and then never times out by itself.
        ScheduledFuture<?> end = clock.schedule(post::cancel, within.toMillis(), TimeUnit.MILLISECONDS);
        try (ClassicHttpResponse response = client.executeOpen(HttpHost.create(url), post, null)) {
            return response.getCode();
        } catch (IOException e) {
            if (post.isCancelled()) {
                throw new InterruptedIOException("no answer within " + within);
            }
            throw e;
        } finally {
            end.cancel(false);
        }
    }

    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        client.close();
    }
}
