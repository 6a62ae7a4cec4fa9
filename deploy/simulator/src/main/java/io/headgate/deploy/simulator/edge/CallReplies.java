package io.headgate.deploy.simulator.edge;

import io.headgate.deploy.simulator.generation.Usage;
import io.headgate.deploy.simulator.ledger.UpstreamCall;
import io.headgate.deploy.simulator.reply.Reply;
import io.headgate.deploy.simulator.wire.Wire;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Sends the reply of one call, which ends the call in the ledger when it is handed over. */
record CallReplies(Exchange exchange, Wire wire, UpstreamCall call) {
    /** Sends a reply with these headers besides its own; {@code billed} is empty for one that costs nothing. */
    void send(Reply reply, Map<String, String> headers, Optional<Usage> billed) {
        exchange.play(headed(reply, headers), new Booking(call, reply.status(), billed));
    }

    /** Sends a reply that is not the call's end. */
    void sendApart(Reply reply, Map<String, String> headers) {
        exchange.play(headed(reply, headers), ReplyPlayer.Unwatched.INSTANCE);
    }

    private Reply headed(Reply reply, Map<String, String> headers) {
        Reply headed =
                reply.with(wire.requestIdHeader(), "req_" + HexFormat.of().toHexDigits(call.sequence()));
        for (Map.Entry<String, String> header : headers.entrySet()) {
            headed = headed.with(header.getKey(), header.getValue());
        }
        return headed;
    }

    private record Booking(UpstreamCall call, int status, Optional<Usage> billed) implements ReplyPlayer.Progress {
        @Override
        public void handedOver(byte[] bodySha256) {
            if (billed.isPresent()) {
                call.billed(status, billed.get(), bodySha256, true);
            } else {
                call.unbilled(status, bodySha256, true);
            }
        }

        @Override
        public void failed() {
            call.clientLeft();
        }
    }
}
