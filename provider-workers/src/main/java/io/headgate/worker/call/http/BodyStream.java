package io.headgate.worker.call.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.apache.hc.core5.http.HttpEntity;

/** Hands a body on while it comes, capped before and after it is inflated. */
final class BodyStream {
    /** As large as what comes at once mostly is: each of thousands of streams has one. */
    private static final int BUFFER = 2 << 10;
    /** How long a reply of which all is wanted may take to end: if it does, its connection is good for another call. */
    private static final Duration ENDING = Duration.ofMillis(100);
    /** How many pieces may still come by then. */
    private static final int LAST_PIECES = 4;

    private BodyStream() {}

    /** @param answer what the call ends with when the sink has had enough, or all of it */
    static HttpReply.Answered read(
            HttpEntity entity, HttpReply.Answered answer, BodySink sink, long maxBytes, CallProgress progress)
            throws IOException {
        InputStream in = BodyReader.open(entity, answer.headers(), maxBytes, progress);
        byte[] buffer = new byte[BUFFER];
        long seen = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            seen += n;
            if (seen > maxBytes) {
                throw new BodyReader.TooLarge("inflated stream", maxBytes);
            }
            if (!sink.accept(buffer, n)) {
                progress.answer = answer;
                windUp(in, buffer, progress);
                return answer;
            }
        }
        return answer;
    }

    private static void windUp(InputStream in, byte[] buffer, CallProgress progress) throws IOException {
        progress.windUp(ENDING);
        for (int i = 0; i < LAST_PIECES; i++) {
            if (in.read(buffer) < 0) {
                return;
            }
        }
        progress.drop();
    }
}
