package io.headgate.worker.call.exchange;

import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.http.HttpReply;
import io.headgate.worker.call.wire.WireReply;
import io.headgate.worker.call.wire.WireRequest;

/**
 * Goes on with an answer that its provider interrupts, within the call's total. All turns are one call and one answer, and
 * what they use is one usage: whatever fails later, the turns before it are billed.
 */
final class Turns {
    /** More than a provider's own tools take; each is billed with all of the prompt. */
    private static final int MOST = 8;

    private final Exchange exchange;

    Turns(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Of replies that come whole; {@code first} is the answer that was interrupted. */
    CallOutcome until(WireReply.Paused first, HttpReply.Answered interrupted) {
        HttpReply.Answered last = interrupted;
        WireReply said = first;
        for (int turn = 1; turn < MOST && said instanceof WireReply.Paused paused && hasTime(); turn++) {
            switch (exchange.sent(paused.next(), exchange.timeouts().within(exchange.left()))) {
                case HttpReply.Answered answered
                when Exchange.isWell(answered) -> {
                    last = answered;
                    said = paused.rest().apply(answered.body());
                }
                case HttpReply reply -> {
                    return Outcomes.billed(exchange.whole(reply), paused.usage());
                }
            }
        }
        return exchange.outcomes(last).said(said);
    }

    /** Of replies that are streamed; {@code first} is the reply to what was asked first. */
    CallOutcome until(StreamedReply streamed, HttpReply first) {
        HttpReply last = first;
        boolean more = false;
        for (int turn = 1; turn < MOST && streamed.isPaused() && hasTime(); turn++) {
            WireRequest next = streamed.resume();
            last = exchange.sent(next, exchange.timeouts().within(exchange.left()), streamed);
            more = true;
        }
        CallOutcome ended = streamed.streams() ? exchange.ended(streamed, last) : unstreamed(last, more);
        return more ? Outcomes.billed(ended, streamed.told()) : ended;
    }

    /** Half of an answer streamed and half of it whole is no answer. */
    private CallOutcome unstreamed(HttpReply reply, boolean more) {
        return more && reply instanceof HttpReply.Answered answered && Exchange.isWell(answered)
                ? exchange.outcomes(answered).garbage("the rest of a stream that is none", null)
                : exchange.whole(reply);
    }

    private boolean hasTime() {
        return exchange.left().isPositive();
    }
}
