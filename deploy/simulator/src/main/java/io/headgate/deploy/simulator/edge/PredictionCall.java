package io.headgate.deploy.simulator.edge;

import io.headgate.deploy.simulator.behaviour.Fault;
import io.headgate.deploy.simulator.reply.Reply;
import io.headgate.deploy.simulator.wire.Refusal;
import io.headgate.deploy.simulator.wire.RequestHead;
import io.headgate.deploy.simulator.wire.Wire;
import java.util.Optional;

/**
 * A look at a prediction, or its end. Nothing is entered in the ledger; a fault that is asked for in the header is met if
 * it is one in whose way there is no answer.
 */
record PredictionCall(Exchange exchange, Site site, RequestHead head, Wire.Route.OfPrediction asked) implements Work {
    @Override
    public void body(byte[] body) {
        switch (ForcedFault.of(exchange.get(ProviderCall.FAULT_HEADER), Optional::empty)) {
            case ForcedFault.Unreadable(var message) ->
                play(asked.wire().error(Refusal.invalid(ProviderCall.FAULT_HEADER, message)));
            case ForcedFault.Decided(var fault) ->
                fault.filter(met -> !met.generates()).ifPresentOrElse(this::fail, this::answer);
            case ForcedFault.Undecided() -> answer();
        }
    }

    private void fail(Fault fault) {
        if (fault instanceof Fault.Reset) {
            exchange.reset();
        } else {
            UngeneratedReply.of(fault, asked.wire(), site.clock().instant()).ifPresent(this::play);
        }
    }

    private void answer() {
        Optional<Refusal> unknownCaller = KeyCheck.refusal(site.provider(), asked.wire(), head);
        if (unknownCaller.isPresent()) {
            play(asked.wire().error(unknownCaller.get()));
            return;
        }
        Optional<Prediction> found = site.predictions().find(asked.id());
        if (found.isEmpty()) {
            play(asked.wire().error(Refusal.ofStatus(404)));
            return;
        }
        Prediction prediction = found.get();
        switch (asked.act()) {
            case LOOK -> play(prediction.look());
            case FOLLOW -> play(prediction.follow());
            case CANCEL -> {
                prediction.cancel();
                play(prediction.look());
            }
        }
    }

    private void play(Reply reply) {
        exchange.play(reply, ReplyPlayer.Unwatched.INSTANCE);
    }

    @Override
    public void clientLeft() {}
}
