package io.headgate.deploy.benchmarks.protocol;

import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.http.ApacheHttpUpstream;
import io.headgate.worker.call.http.BodySink;
import io.headgate.worker.call.http.HttpCall;
import io.headgate.worker.call.http.HttpLimits;
import io.headgate.worker.call.http.HttpReply;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** The worker's own client, its watchdog and caps included. */
final class WorkersCaller implements Caller {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final CallTimeouts TIMEOUTS = new CallTimeouts(LONG, LONG, LONG, LONG);

    private final URI uri;
    private final ApacheHttpUpstream http;

    WorkersCaller(URI uri, int mostAtOnce) {
        this.uri = uri;
        this.http = new ApacheHttpUpstream(HttpLimits.of(mostAtOnce, true));
    }

    /** Counts what comes. */
    private static final class Counting implements BodySink {
        private long bytes;

        @Override
        public boolean wants(int status, Map<String, String> headers) {
            return true;
        }

        @Override
        public boolean accept(byte[] buffer, int length) {
            bytes += length;
            return true;
        }
    }

    @Override
    public long call(byte[] body, int number) {
        Counting counting = new Counting();
        return switch (http.post(new HttpCall(uri, Map.of("Accept", "*/*"), body, TIMEOUTS), counting)) {
            case HttpReply.Answered answered when answered.status() == 200 -> counting.bytes;
            case HttpReply.Answered answered ->
                throw new IllegalStateException("%s: seen HTTP %d, wanted 200".formatted(uri, answered.status()));
            case HttpReply.Broken broken -> throw new IllegalStateException("%s: %s".formatted(uri, broken.reason()));
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
