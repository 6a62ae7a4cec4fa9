package io.headgate.worker.call.exchange;

import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.UpstreamCall;
import io.headgate.worker.call.http.HttpCall;
import io.headgate.worker.call.http.HttpReply;
import io.headgate.worker.call.http.HttpUpstream;
import io.headgate.worker.call.wire.ChatCall;
import io.headgate.worker.call.wire.Framing;
import io.headgate.worker.call.wire.StreamReader;
import io.headgate.worker.call.wire.Wire;
import io.headgate.worker.call.wire.WireReply;
import io.headgate.worker.call.wire.WireRequest;
import java.time.Clock;
import java.time.Duration;

/** One call: its request sent, and its reply brought to an outcome. Belongs to the call's thread. */
final class Exchange {
    private final Wire wire;
    private final HttpUpstream http;
    private final Clock clock;
    private final UpstreamCall call;
    private final ChatCall chat;
    private final long endsAt;

    Exchange(Wire wire, HttpUpstream http, Clock clock, UpstreamCall call, ChatCall chat) {
        this.wire = wire;
        this.http = http;
        this.clock = clock;
        this.call = call;
        this.chat = chat;
        this.endsAt = System.nanoTime() + call.timeouts().total().toNanos();
    }

    CallOutcome whole(WireRequest request) {
        return whole(sent(request, call.timeouts()));
    }

    CallOutcome streamed(WireRequest request) {
        StreamedReply streamed = new StreamedReply(wire.framing(), wire.streamed(chat), call);
        return new Turns(this).until(streamed, sent(request, call.timeouts(), streamed));
    }

    /** A request whose reply is streamed, if the provider does so. */
    HttpReply sent(WireRequest request, CallTimeouts timeouts, StreamedReply streamed) {
        HttpCall sent = httpCall(request, timeouts, wire.framing().accept());
        return named(
                switch (request.method()) {
                    case GET -> http.get(sent, streamed);
                    case POST -> http.post(sent, streamed);
                });
    }

    /** A stream of what is being made, shown to whom the call's reply is shown. */
    StreamedReply showing(StreamReader reader) {
        return new StreamedReply(wire.framing(), reader, call);
    }

    /** How the call ended whose reply was streamed. */
    CallOutcome ended(StreamedReply streamed, HttpReply reply) {
        return streamed.ended(reply, clock.instant());
    }

    CallOutcome whole(HttpReply reply) {
        return switch (reply) {
            case HttpReply.Broken broken -> BrokenOutcomes.of(broken, null, clock.instant());
            case HttpReply.Answered answered when !isWell(answered) -> refused(answered);
            case HttpReply.Answered answered ->
                switch (read(answered)) {
                    case WireReply.Pending pending -> new Polling(this, answered.begun()).until(pending);
                    case WireReply.Paused paused -> new Turns(this).until(paused, answered);
                    case WireReply said -> outcomes(answered).said(said);
                };
        };
    }

    /** Of this call's requests; their replies are read whole. */
    HttpReply sent(WireRequest request, CallTimeouts timeouts) {
        HttpCall sent = httpCall(request, timeouts, Framing.NONE.accept());
        return named(
                switch (request.method()) {
                    case GET -> http.get(sent);
                    case POST -> http.post(sent);
                });
    }

    private HttpReply named(HttpReply reply) {
        return reply instanceof HttpReply.Answered answered && answered.begun().requestId() == null
                ? answered.of(answered.begun().orId(wire.requestId(answered.body())))
                : reply;
    }

    private HttpCall httpCall(WireRequest request, CallTimeouts timeouts, String accept) {
        return new HttpCall(request.uri(), CallHeaders.of(request, call, accept), request.body(), timeouts);
    }

    WireReply read(HttpReply.Answered answered) {
        return wire.read(answered.body(), chat);
    }

    CallOutcome refused(HttpReply.Answered answered) {
        return outcomes(answered).refused(wire.error(answered.body()));
    }

    Outcomes outcomes(HttpReply.Answered answered) {
        return new Outcomes(call.dispatch(), answered, clock.instant());
    }

    static boolean isWell(HttpReply.Answered answered) {
        return answered.status() >= 200 && answered.status() <= 299;
    }

    CallTimeouts timeouts() {
        return call.timeouts();
    }

    /** Until the call's total ends; negative after it. */
    Duration left() {
        return Duration.ofNanos(endsAt - System.nanoTime());
    }
}
