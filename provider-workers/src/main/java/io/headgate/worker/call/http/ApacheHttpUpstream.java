package io.headgate.worker.call.http;

import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.RateHeaders;
import io.headgate.worker.call.UpstreamReply;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * {@link HttpUpstream} over Apache HttpClient 5, blocking. A {@link Watchdog} enforces all timeouts by aborting the
 * request, which closes its connection. Sockets have no read timeout: each read would set a timer and take it back.
 */
public final class ApacheHttpUpstream implements HttpUpstream {
    /** Of an answer that is dropped: a list of models, or so. The connection of one that is longer is closed. */
    private static final int DROPPED_BODY = 64 << 10;

    private final CloseableHttpClient client;
    private final HttpLimits limits;
    private final Watchdog watchdog = new Watchdog();

    /** One that calls every host itself. */
    public ApacheHttpUpstream(HttpLimits limits) {
        this(limits, ProxyRules.NONE);
    }

    public ApacheHttpUpstream(HttpLimits limits, ProxyRules proxies) {
        this.limits = limits;
        this.client = ApacheClients.create(limits, proxies);
    }

    @Override
    public HttpReply post(HttpCall call, BodySink sink) {
        HttpPost post = new HttpPost(call.uri());
        CallProgress progress = new CallProgress(call.timeouts(), post::abort);
        post.setEntity(new ObservedEntity(call.body(), progress));
        return exchanged(post, call, progress, new Reading(limits.maxBodyBytes(), sink));
    }

    @Override
    public HttpReply get(HttpCall call, BodySink sink) {
        return got(call, new Reading(limits.maxBodyBytes(), sink));
    }

    @Override
    public @Nullable Integer status(HttpCall get) {
        return switch (got(get, new Reading(DROPPED_BODY, BodySink.WHOLE))) {
            case HttpReply.Answered answered -> answered.status();
            case HttpReply.Broken broken ->
                broken.kind() == HttpReply.Kind.TOO_LARGE ? broken.begun().status() : null;
        };
    }

    private HttpReply got(HttpCall call, Reading reading) {
        HttpGet get = new HttpGet(call.uri());
        return exchanged(get, call, new CallProgress(call.timeouts(), get::abort), reading);
    }

    /** How an answer's body is to be read: whole up to so many bytes, unless the sink wants it. */
    private record Reading(int maxBodyBytes, BodySink sink) {}

    private HttpReply exchanged(HttpUriRequestBase request, HttpCall call, CallProgress progress, Reading reading) {
        if (Thread.currentThread().isInterrupted()) {
            return BrokenReplies.interrupted(progress);
        }
        call.headers().forEach(request::addHeader);
        request.setConfig(config(call.timeouts()));
        watchdog.watch(progress);
        try {
            return client.execute(
                    request, new CallContext(progress), response -> answeredOrDropped(response, progress, reading));
        } catch (IOException e) {
            return ended(e, progress);
        } catch (IllegalStateException aborted) {
            // What the client throws between two steps of an aborted call, or once it is closed.
            return ended(new IOException("the call was aborted", aborted), progress);
        } finally {
            watchdog.forget(progress);
        }
    }

    /** A sink that had enough has its answer, however the connection ended after it. */
    private static HttpReply ended(IOException e, CallProgress progress) {
        HttpReply.Answered answer = progress.answer;
        return answer != null ? answer : BrokenReplies.of(e, progress);
    }

    /** Closes the connection of a reply that is not wanted: the client would read it to its end, however far that is. */
    private HttpReply answeredOrDropped(ClassicHttpResponse response, CallProgress progress, Reading reading)
            throws IOException {
        try {
            return answered(response, progress, reading);
        } catch (IOException e) {
            progress.drop();
            throw e;
        }
    }

    private HttpReply answered(ClassicHttpResponse response, CallProgress progress, Reading reading)
            throws IOException {
        progress.received();
        Instant firstByteAt = Instant.now();
        Map<String, String> headers = headers(response);
        progress.headers = headers;
        progress.begun = new UpstreamReply(
                response.getCode(), HttpReply.requestId(headers), firstByteAt, RateHeaders.read(headers, firstByteAt));
        HttpEntity entity = response.getEntity();
        if (entity != null && reading.sink().wants(response.getCode(), headers)) {
            HttpReply.Answered answer =
                    new HttpReply.Answered(response.getCode(), headers, new byte[0], progress.begun);
            return BodyStream.read(entity, answer, reading.sink(), limits.maxStreamBytes(), progress);
        }
        byte[] body = entity == null ? new byte[0] : BodyReader.read(entity, headers, reading.maxBodyBytes(), progress);
        return new HttpReply.Answered(response.getCode(), headers, body, progress.begun);
    }

    private Map<String, String> headers(ClassicHttpResponse response) throws IOException {
        Header[] lines = response.getHeaders();
        Map<String, String> headers = HashMap.newHashMap(lines.length);
        long bytes = 0;
        for (Header header : lines) {
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
                .setRedirectsEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build();
    }

    @Override
    public void close() {
        watchdog.close();
        client.close(CloseMode.IMMEDIATE);
    }
}
