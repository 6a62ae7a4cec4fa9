package io.headgate.deploy.benchmarks.protocol;

import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.core5.reactor.IOReactorConfig;

/** The library's clients of HTTP/2: each has one connection to a server, and a thread that reads and writes it. */
final class Http2Clients {
    /** What servers allow on one connection; more calls than that need another. */
    private static final int STREAMS = 100;

    private Http2Clients() {}

    /** As many as so many calls at once need; not started. */
    static List<CloseableHttpAsyncClient> of(int mostAtOnce) {
        return Stream.generate(Http2Clients::one)
                .limit(Math.ceilDiv(mostAtOnce, STREAMS))
                .toList();
    }

    private static CloseableHttpAsyncClient one() {
        return HttpAsyncClients.customHttp2()
                .setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(1).build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }
}
