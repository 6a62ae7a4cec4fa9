package io.headgate.worker.call.http;

import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** A client that does nothing by itself: no redirect, no retry, no cookie, no credentials, no inflating. */
final class ApacheClients {
    private static final int MAX_HEADER_LINES = 200;
    private static final TimeValue IDLE = TimeValue.ofSeconds(50);
    /**
     * Each connection has three of them: for the head, out and in. A body, in or out, goes past the buffer unless it is
     * small. 10,000 connections keep 30 MB of these.
     */
    private static final int BUFFER = 1 << 10;

    private ApacheClients() {}

    static CloseableHttpClient create(HttpLimits limits, ProxyRules proxies) {
        return HttpClients.custom()
                .setConnectionManager(connections(limits, proxies))
                .setRoutePlanner(new ProxyRoutes(proxies))
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableDefaultUserAgent()
                .evictIdleConnections(IDLE)
                .addExecInterceptorBefore(ChainElement.CONNECT.name(), "tunnel", ApacheClients::ofTheHost)
                .addExecInterceptorAfter(ChainElement.CONNECT.name(), "progress", ApacheClients::connected)
                .build();
    }

    /** A proxy that opened no tunnel: its answer is not the provider's, whose key nobody has refused. */
    static final class TunnelRefused extends IOException {
        private static final long serialVersionUID = 1;

        TunnelRefused(int status) {
            super("the proxy opened no tunnel: HTTP " + status);
        }
    }

    /** What comes back although nothing was connected is a proxy's. */
    private static ClassicHttpResponse ofTheHost(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpResponse response = chain.proceed(request, scope);
        if (scope.clientContext instanceof CallContext call && !call.progress.isConnected()) {
            int status = response.getCode();
            response.close();
            throw new TunnelRefused(status);
        }
        return response;
    }

    private static ClassicHttpResponse connected(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (scope.clientContext instanceof CallContext call) {
            call.progress.connected();
        }
        return chain.proceed(request, scope);
    }

    private static PoolingHttpClientConnectionManager connections(HttpLimits limits, ProxyRules proxies) {
        Http1Config wire = Http1Config.custom()
                .setBufferSize(BUFFER)
                .setMaxHeaderCount(MAX_HEADER_LINES)
                .setMaxLineLength(limits.maxHeaderBytes())
                .build();
        return new WatchedConnections()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(wire)
                        .build())
                .setDnsResolver(new AddressCheck(limits.allowPrivate(), proxies))
                // Strict pools serialise every lease on one lock; calls are counted before they come here.
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(limits.maxConnections())
                .setMaxConnTotal(limits.maxConnections())
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(Timeout.DISABLED).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.ofSeconds(10))
                        .setSocketTimeout(Timeout.DISABLED)
                        .setValidateAfterInactivity(TimeValue.ofMilliseconds(500))
                        .setTimeToLive(TimeValue.ofMinutes(5))
                        .build())
                .build();
    }
}
