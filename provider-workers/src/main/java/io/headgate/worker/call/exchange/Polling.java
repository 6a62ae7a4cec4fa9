package io.headgate.worker.call.exchange;

import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.UpstreamReply;
import io.headgate.worker.call.http.HttpReply;
import io.headgate.worker.call.wire.WireReply;
import io.headgate.worker.call.wire.WireRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a reply that has to be asked for again, within the call's total, and shows it meanwhile where it is shown. A
 * question that fails is asked again, and a stream that breaks breaks nothing: the work goes on without them. When nobody
 * waits any more, the provider is told to give it up, without waiting for what it says to that.
 */
final class Polling {
    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration TELLING = Duration.ofSeconds(5);

    private final Exchange exchange;
    private UpstreamReply last;
    /** What was shown while it was made; null when nothing was. */
    private @Nullable StreamedReply shown;

    /** @param begun what the answer's head said that has to be asked for again */
    Polling(Exchange exchange, UpstreamReply begun) {
        this.exchange = exchange;
        this.last = begun;
    }

    /** What a question led to. */
    private sealed interface Step {
        record Again(WireReply.Pending pending, Duration pause) implements Step {}

        record Ended(CallOutcome outcome) implements Step {}
    }

    CallOutcome until(WireReply.Pending first) {
        WireReply.Showing showing = first.showing();
        Step step = showing == null ? new Step.Again(first, first.pause()) : shown(first, showing);
        while (true) {
            switch (step) {
                case Step.Again again -> step = next(again);
                case Step.Ended(CallOutcome outcome) -> {
                    return outcome;
                }
            }
        }
    }

    private Step shown(WireReply.Pending pending, WireReply.Showing showing) {
        Step.Again again = new Step.Again(pending, pending.pause());
        Duration left = exchange.left();
        if (!left.isPositive()) {
            return late(again);
        }
        StreamedReply streamed = exchange.showing(showing.reader());
        HttpReply reply = exchange.sent(showing.request(), exchange.timeouts().within(left), streamed);
        if (reply instanceof HttpReply.Broken broken && broken.kind() == HttpReply.Kind.INTERRUPTED) {
            return givenUp(again, FailureCode.CANCELLED, "the call was given up");
        }
        if (streamed.isTooMuch()) {
            giveUp(pending);
            return new Step.Ended(exchange.ended(streamed, reply));
        }
        shown = streamed;
        return streamed.streams() ? asked(again) : again;
    }

    private Step next(Step.Again again) {
        Duration pause = clamped(again.pause());
        if (exchange.left().compareTo(pause) <= 0) {
            return late(again);
        }
        try {
            Thread.sleep(pause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return givenUp(again, FailureCode.CANCELLED, "the call was given up");
        }
        return asked(again);
    }

    private Step asked(Step.Again again) {
        Duration left = exchange.left();
        if (!left.isPositive()) {
            return late(again);
        }
        return switch (exchange.sent(again.pending().poll(), exchange.timeouts().within(left))) {
            case HttpReply.Broken broken
            when broken.kind() == HttpReply.Kind.INTERRUPTED ->
                givenUp(again, FailureCode.CANCELLED, "the call was given up");
            case HttpReply.Broken broken
            when !mayMend(broken.kind()) ->
                new Step.Ended(new CallOutcome.Unknown(BrokenOutcomes.failure(broken), null, broken.begun()));
            case HttpReply.Broken _ ->
                new Step.Again(again.pending(), again.pending().pause());
            case HttpReply.Answered answered -> {
                last = answered.begun();
                yield Exchange.isWell(answered) ? answered(answered) : refused(again, answered);
            }
        };
    }

    /** An answer that is too large, or no HTTP, is so the next time too. */
    private static boolean mayMend(HttpReply.Kind kind) {
        return kind == HttpReply.Kind.TIMEOUT || kind == HttpReply.Kind.CONNECTION;
    }

    private Step answered(HttpReply.Answered answered) {
        WireReply said = exchange.read(answered);
        if (said instanceof WireReply.Completion whole && shown != null) {
            shown.completed(whole.completion());
        }
        return said instanceof WireReply.Pending more
                ? new Step.Again(more, more.pause())
                : new Step.Ended(exchange.outcomes(answered).said(said));
    }

    /** The work has begun: whatever a question is refused for, it may be billed. */
    private Step refused(Step.Again again, HttpReply.Answered answered) {
        return switch (exchange.refused(answered)) {
            case CallOutcome.Retryable(var _, Duration after, var _, var _) ->
                new Step.Again(again.pending(), after == null ? again.pending().pause() : after);
            case CallOutcome.Refused(Failure failure, var _, var _, var reply) ->
                new Step.Ended(new CallOutcome.Unknown(failure, null, reply));
            case CallOutcome other -> new Step.Ended(other);
        };
    }

    private Step late(Step.Again again) {
        return givenUp(again, FailureCode.PROVIDER_TIMEOUT, "the provider did not finish in time");
    }

    private Step givenUp(Step.Again again, FailureCode code, String message) {
        giveUp(again.pending());
        return new Step.Ended(new CallOutcome.Unknown(Failure.of(code, message), null, last));
    }

    private void giveUp(WireReply.Pending pending) {
        WireRequest cancel = pending.cancel();
        if (cancel != null) {
            CallTimeouts brief = new CallTimeouts(TELLING, TELLING, TELLING, TELLING);
            Thread.startVirtualThread(() -> exchange.sent(cancel, brief));
        }
    }

    private static Duration clamped(Duration pause) {
        if (pause.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
