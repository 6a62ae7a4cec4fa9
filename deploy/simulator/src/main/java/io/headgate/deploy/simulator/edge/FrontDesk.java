package io.headgate.deploy.simulator.edge;

import io.headgate.deploy.simulator.reply.Reply;
import io.headgate.deploy.simulator.wire.Refusal;
import io.headgate.deploy.simulator.wire.RequestHead;
import io.headgate.deploy.simulator.wire.Wire;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Sends each request where its path leads: {@code /_sim/…}, or {@code /<provider>/…} and there to the wire that knows it. */
final class FrontDesk {
    private final String scheme;
    private final Map<String, Site> sites;
    private final List<Wire> wires;
    private final ControlPages control;

    /**
     * One desk for all connections.
     *
     * @param scheme of addresses here: {@code http} or {@code https}
     * @param wires asked in this order; the last one says that a path leads nowhere
     */
    FrontDesk(String scheme, Map<String, Site> sites, List<Wire> wires, ControlPages control) {
        this.scheme = scheme;
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
        RequestHead head = head(exchange, path, slash);
        for (Wire wire : wires) {
            Optional<Wire.Route> route = wire.route(head);
            if (route.isPresent()) {
                return work(exchange, site, wire, head, route.get());
            }
        }
        return refusing(exchange, "Invalid URL (" + head.method() + " " + head.path() + ")");
    }

    private RequestHead head(Exchange exchange, String path, int slash) {
        String base = scheme + "://" + exchange.get("host").orElse("localhost") + path.substring(0, slash);
        return new RequestHead(exchange.method(), path.substring(slash), base, exchange::get, exchange::query);
    }

    private static Work work(Exchange exchange, Site site, Wire wire, RequestHead head, Wire.Route route) {
        return switch (route) {
            case Wire.Route.Completion() -> ProviderCall.open(exchange, site, wire, head);
            case Wire.Route.Models() -> new ModelsCall(exchange, site, wire, head);
            case Wire.Route.OfPrediction asked -> new PredictionCall(exchange, site, head, asked);
        };
    }

    private Work refusing(Exchange exchange, String message) {
        Refusal refusal = new Refusal(404, "invalid_request_error", "unknown_url", null, message);
        return new Simple(exchange, () -> wires.getLast().error(refusal));
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
