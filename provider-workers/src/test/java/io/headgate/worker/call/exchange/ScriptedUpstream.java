package io.headgate.worker.call.exchange;

import io.headgate.worker.call.UpstreamReply;
import io.headgate.worker.call.http.BodySink;
import io.headgate.worker.call.http.HttpCall;
import io.headgate.worker.call.http.HttpReply;
import io.headgate.worker.call.http.HttpUpstream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Answers what it was told to, one answer a call, the last again and again; no network. */
public final class ScriptedUpstream implements HttpUpstream {
    /** What was sent, in order. */
    public final List<HttpCall> calls = new CopyOnWriteArrayList<>();

    private final Queue<Answer> answers;

    public ScriptedUpstream(Answer... answers) {
        this.answers = new ArrayDeque<>(List.of(answers));
    }

    /**
     * One answer.
     *
     * @param piece how many bytes come at once, where they come in pieces
     * @param broken whether the connection breaks behind them
     */
    public record Answer(int status, Map<String, String> headers, byte[] body, int piece, boolean broken) {
        /** A whole JSON document. */
        public static Answer json(int status, byte[] body) {
            return new Answer(status, Map.of("content-type", "application/json"), body, Integer.MAX_VALUE, false);
        }

        public static Answer of(String mediaType, byte[] body) {
            return new Answer(200, Map.of("content-type", mediaType), body, Integer.MAX_VALUE, false);
        }

        public Answer with(Map<String, String> more) {
            return new Answer(status, more, body, piece, broken);
        }

        public Answer inPiecesOf(int bytes) {
            return new Answer(status, headers, body, bytes, broken);
        }

        public Answer breaking() {
            return new Answer(status, headers, body, piece, true);
        }

        UpstreamReply head() {
            return new UpstreamReply(status, null, Instant.EPOCH);
        }

        HttpReply ended(byte[] whole) {
            return broken
                    ? new HttpReply.Broken(HttpReply.Kind.CONNECTION, true, "broken", head(), headers)
                    : new HttpReply.Answered(status, headers, whole, head());
        }
    }

    @Override
    public HttpReply post(HttpCall call, BodySink sink) {
        return answered(call, sink);
    }

    @Override
    public HttpReply get(HttpCall call, BodySink sink) {
        return answered(call, sink);
    }

    private HttpReply answered(HttpCall call, BodySink sink) {
        Answer answer = next(call);
        if (!sink.wants(answer.status(), answer.headers())) {
            return answer.ended(answer.body());
        }
        byte[] body = answer.body();
        for (int at = 0; at < body.length; at += Math.min(answer.piece(), body.length)) {
            byte[] piece = Arrays.copyOfRange(body, at, (int) Math.min((long) at + answer.piece(), body.length));
            if (!sink.accept(piece, piece.length)) {
                return new HttpReply.Answered(answer.status(), answer.headers(), new byte[0], answer.head());
            }
        }
        return answer.ended(new byte[0]);
    }

    @Override
    public @Nullable Integer status(HttpCall get) {
        return next(get).status();
    }

    private synchronized Answer next(HttpCall call) {
        calls.add(call);
        Answer answer = answers.size() > 1 ? answers.poll() : answers.peek();
        if (answer == null) {
            throw new IllegalStateException("nothing was to be sent");
        }
        return answer;
    }

    @Override
    public void close() {}
}
