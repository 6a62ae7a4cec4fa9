package io.headgate.worker.call.http;

import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.UpstreamReply;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/** {@link HttpUpstream} over Apache HttpClient 5, blocking; the total is enforced by aborting the request. */
public final class ApacheHttpUpstream implements HttpUpstream {
    private final CloseableHttpClient client;
    private final HttpLimits limits;
    private final ScheduledThreadPoolExecutor deadlines;

    public ApacheHttpUpstream(HttpLimits limits) {
        this.limits = limits;
        this.client = ApacheClients.create(limits);
        this.deadlines = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("upstream-deadlines").factory());
        this.deadlines.setRemoveOnCancelPolicy(true);
    }

    @Override
    public HttpReply post(HttpCall call) {
        HttpPost post = new HttpPost(call.uri());
        Progress progress = new Progress();
        post.setEntity(new ObservedEntity(call.body(), progress));
        call.headers().forEach(post::setHeader);
        post.setConfig(config(call.timeouts()));
        ScheduledFuture<?> deadline = deadlines.schedule(
                () -> {
                    progress.totalElapsed = true;
                    post.abort();
                },
                call.timeouts().total().toNanos(),
                TimeUnit.NANOSECONDS);
        try {
            return client.execute(post, response -> answered(response, progress));
        } catch (IOException e) {
            return BrokenReplies.of(e, progress);
        } finally {
            deadline.cancel(false);
        }
    }

    private HttpReply answered(ClassicHttpResponse response, Progress progress) throws IOException {
        Instant firstByteAt = Instant.now();
        Map<String, String> headers = headers(response);
        progress.begun = new UpstreamReply(response.getCode(), HttpReply.requestId(headers), firstByteAt);
        progress.headers = headers;
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new HttpReply.Answered(response.getCode(), headers, new byte[0], firstByteAt);
        }
        byte[] body = BodyReader.read(
                entity.getContent(), headers.getOrDefault("content-encoding", ""), limits.maxBodyBytes());
        return new HttpReply.Answered(response.getCode(), headers, body, firstByteAt);
    }

    private Map<String, String> headers(ClassicHttpResponse response) throws IOException {
        Map<String, String> headers = new HashMap<>();
        long bytes = 0;
        for (Header header : response.getHeaders()) {
            String value = header.getValue() == null ? "" : header.getValue();
            bytes += header.getName().length() + value.length() + 4L;
            headers.put(header.getName().toLowerCase(Locale.ROOT), value);
        }
        if (bytes > limits.maxHeaderBytes()) {
            throw new BodyReader.TooLarge("headers", limits.maxHeaderBytes());
        }
        return headers;
    }

    // The replacement of setConnectTimeout is per connection pool; ours is per call, bounded by its deadline.
    @SuppressWarnings("deprecation")
    private static RequestConfig config(CallTimeouts timeouts) {
        return RequestConfig.custom()
                .setConnectTimeout(Timeout.of(timeouts.connect()))
                .setConnectionRequestTimeout(Timeout.of(timeouts.connect()))
                .setResponseTimeout(Timeout.of(timeouts.firstByte()))
                .setRedirectsEnabled(false)
                .build();
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }

    /** How far a call has come; written by the calling thread and by the one that aborts it. */
    static final class Progress {
        volatile boolean sent;
        volatile boolean totalElapsed;
        UpstreamReply begun = UpstreamReply.NONE;
        Map<String, String> headers = Map.of();
    }
}
