package io.headgate.deploy.simulator.edge;

import io.headgate.deploy.simulator.behaviour.Draw;
import io.headgate.deploy.simulator.behaviour.Fault;
import io.headgate.deploy.simulator.wire.Refusal;
import io.headgate.deploy.simulator.wire.RequestHead;
import io.headgate.deploy.simulator.wire.Wire;
import java.util.Optional;

/**
 * A look at the list of models, as health checks take it: answered unless the provider is down. It is down when the
 * fault that a call would meet now says so; a script stays where it is, and nothing is entered in the ledger.
 */
record ModelsCall(Exchange exchange, Site site, Wire wire, RequestHead head) implements Work {
    @Override
    public void body(byte[] body) {
        switch (ForcedFault.of(exchange.get(ProviderCall.FAULT_HEADER), site.behaviour()::upcoming)) {
            case ForcedFault.Unreadable(var message) ->
                exchange.play(
                        wire.error(Refusal.invalid(ProviderCall.FAULT_HEADER, message)),
                        ReplyPlayer.Unwatched.INSTANCE);
            case ForcedFault.Decided(var fault) -> answer(fault);
            case ForcedFault.Undecided() -> {
                Draw draw = site.behaviour().draw(exchange.path().hashCode());
                answer(site.behaviour().get().faults().byChance(draw));
            }
        }
    }

    private void answer(Optional<Fault> met) {
        Optional<Fault> down = met.filter(Fault::down);
        if (down.isEmpty()) {
            exchange.play(
                    wire.models(head, site.provider().name(), site.provider().models()),
                    ReplyPlayer.Unwatched.INSTANCE);
        } else if (down.get() instanceof Fault.Reset) {
            exchange.reset();
        } else {
            UngeneratedReply.of(down.get(), wire, site.clock().instant())
                    .ifPresent(reply -> exchange.play(reply, ReplyPlayer.Unwatched.INSTANCE));
        }
    }

    @Override
    public void clientLeft() {}
}
