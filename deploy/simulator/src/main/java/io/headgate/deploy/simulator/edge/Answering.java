package io.headgate.deploy.simulator.edge;

import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.Draw;
import io.headgate.deploy.simulator.behaviour.Fault;
import io.headgate.deploy.simulator.generation.ChatPrompt.Delivery;
import io.headgate.deploy.simulator.generation.Generation;
import io.headgate.deploy.simulator.generation.Usage;
import io.headgate.deploy.simulator.ledger.UpstreamCall;
import io.headgate.deploy.simulator.reply.FaultyReply;
import io.headgate.deploy.simulator.reply.Reply;
import io.headgate.deploy.simulator.wire.Answer;
import io.headgate.deploy.simulator.wire.PredictionWire;
import io.headgate.deploy.simulator.wire.PredictionWire.State;
import io.headgate.deploy.simulator.wire.Wire;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Function;

/** The answer to a call that was admitted, from its generation to its bill. Used on the connection's event loop only. */
final class Answering {
    private final CallReplies replies;
    private final Exchange exchange;
    private final Wire wire;
    private final UpstreamCall call;
    private final Behaviour behaviour;
    private final Answer answer;
    private final Optional<Fault> fault;
    private final Map<String, String> headers;
    private Optional<Future<?>> timer = Optional.empty();
    /** Whether the answer is made without this connection, and ends the call in the ledger by itself. */
    private boolean apart;

    /** @param headers that the reply has besides its own */
    Answering(
            CallReplies replies,
            Behaviour behaviour,
            Answer answer,
            Optional<Fault> fault,
            Map<String, String> headers) {
        this.replies = replies;
        this.exchange = replies.exchange();
        this.wire = replies.wire();
        this.call = replies.call();
        this.behaviour = behaviour;
        this.answer = answer;
        this.fault = fault;
        this.headers = headers;
    }

    /** Answers when it is time to. */
    void start(Draw draw, Predictions predictions) {
        Generation made = answer.generation();
        Duration toFirst = behaviour.latency().sample(draw);
        Duration writing = behaviour.tokensPerSecond() == 0
                ? Duration.ZERO
                : Duration.ofSeconds(1).multipliedBy(made.usage().completion()).dividedBy(behaviour.tokensPerSecond());
        switch (answer.prompt().delivery()) {
            case Delivery.Whole() -> timer = exchange.after(toFirst.plus(writing), () -> answer(wire::answer));
            case Delivery.Streamed _ ->
                timer = exchange.after(toFirst, () -> answer(written -> wire.stream(written, writing)));
            case Delivery.Prediction asked -> predict(predictions, toFirst.plus(writing), asked);
        }
    }

    private void predict(Predictions predictions, Duration time, Delivery.Prediction asked) {
        Optional<Duration> patience = asked.patience();
        if (!(wire instanceof PredictionWire predicting)) {
            throw new IllegalStateException(wire + " read a prompt for a prediction, and makes none");
        }
        Prediction prediction = new Prediction(predicting, answer, fault, call, time, behaviour.billsAbandoned());
        predictions.add(prediction);
        if (patience.isPresent() && time.compareTo(patience.get()) <= 0) {
            timer = exchange.after(time, () -> {
                prediction.settled();
                answer(wire::answer);
            });
            return;
        }
        apart = true;
        State begun = patience.isPresent() ? State.PROCESSING : State.STARTING;
        exchange.after(patience.orElse(Duration.ZERO), () -> {
            if (exchange.connected()) {
                replies.sendApart(predicting.begun(answer, begun), headers);
            }
        });
        exchange.after(time, prediction::finish);
        asked.cancelAfter().ifPresent(deadline -> exchange.after(deadline, prediction::cancel));
    }

    private void answer(Function<Answer, Reply> written) {
        Usage usage = answer.generation().usage();
        if (!exchange.connected()) {
            call.billed(0, usage, null, false);
            return;
        }
        Reply reply = written.apply(answer);
        Reply played =
                fault.map(met -> FaultyReply.apply(met, reply, wire.frames())).orElse(reply);
        replies.send(played, headers, isFree() ? Optional.empty() : Optional.of(usage));
    }

    /** A stream that failed before anything of it was to be billed. */
    private boolean isFree() {
        return answer.prompt().delivery() instanceof Delivery.Streamed
                && fault.isPresent()
                && fault.get() instanceof Fault.StreamError(int afterEvents)
                && !wire.frames().billed(afterEvents);
    }

    void clientLeft() {
        if (apart) {
            return;
        }
        if (!behaviour.billsAbandoned()) {
            timer.ifPresent(waiting -> waiting.cancel(false));
            call.unbilled(exchange.replying() ? 200 : 0, null, false);
        } else if (exchange.replying()) {
            call.billed(200, answer.generation().usage(), null, false);
        }
    }
}
