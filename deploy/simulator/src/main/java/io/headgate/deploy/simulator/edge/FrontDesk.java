package io.headgate.deploy.simulator.edge;

import io.headgate.deploy.simulator.reply.Reply;
import io.headgate.deploy.simulator.wire.Refusal;
import io.headgate.deploy.simulator.wire.Wire;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Sends each request where its path leads: {@code /_sim/…}, or {@code /<provider>/…} and there to the wire that knows it. */
final class FrontDesk {
    private final Map<String, Site> sites;
    private final List<Wire> wires;
    private final ControlPages control;

    FrontDesk(Map<String, Site> sites, List<Wire> wires, ControlPages control) {
        this.sites = sites;
        this.wires = wires;
        this.control = control;
    }

    Work open(Exchange exchange) {
        String path = exchange.path();
        if (path.startsWith(ControlPages.BASE)) {
            return control.open(exchange);
        }
        int slash = path.indexOf('/', 1);
        Site site = slash < 0 ? null : sites.get(path.substring(1, slash));
        if (site == null) {
            return refusing(exchange, "no provider here; there are " + sites.keySet());
        }
        String below = path.substring(slash);
        for (Wire wire : wires) {
            Optional<Wire.Route> route = wire.route(exchange.method(), below);
            if (route.isPresent()) {
                return work(exchange, site, wire, route.get());
            }
        }
        return refusing(exchange, "Invalid URL (" + exchange.method() + " " + below + ")");
    }

    private static Work work(Exchange exchange, Site site, Wire wire, Wire.Route route) {
        return switch (route) {
            case COMPLETION -> ProviderCall.open(exchange, site, wire);
            case MODELS -> new ModelsCall(exchange, site, wire);
        };
    }

    private Work refusing(Exchange exchange, String message) {
        Refusal refusal = new Refusal(404, "invalid_request_error", "unknown_url", null, message);
        return new Simple(exchange, () -> wires.getFirst().error(refusal));
    }

    /** A reply that needs neither the request's body nor any time. */
    private record Simple(Exchange exchange, Supplier<Reply> reply) implements Work {
        @Override
        public void body(byte[] body) {
            exchange.play(reply.get(), ReplyPlayer.Unwatched.INSTANCE);
        }

        @Override
        public void clientLeft() {}
    }
}
