package io.headgate.deploy.simulator.edge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headgate.deploy.simulator.config.ConfigReader;
import io.headgate.deploy.simulator.ledger.BillingLedger;
import io.headgate.deploy.simulator.reply.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The pages below {@code /_sim}: the ledger, its summary, and the behaviour of each provider. */
final class ControlPages {
    static final String BASE = "/_sim/";
    private static final String BEHAVIOUR = "behaviour/";

    private final Map<String, Site> sites;
    private final BillingLedger ledger;

    ControlPages(Map<String, Site> sites, BillingLedger ledger) {
        this.sites = sites;
        this.ledger = ledger;
    }

    Work open(Exchange exchange) {
        return new Work() {
            @Override
            public void body(byte[] body) {
                exchange.play(reply(exchange, body), ReplyPlayer.Unwatched.INSTANCE);
            }

            @Override
            public void clientLeft() {}
        };
    }

    private Reply reply(Exchange exchange, byte[] body) {
        String page = exchange.path().substring(BASE.length());
        String asked = exchange.method() + " " + (page.startsWith(BEHAVIOUR) ? BEHAVIOUR : page);
        return switch (asked) {
            case "GET ledger" -> ledger(exchange.query("provider"));
            case "DELETE ledger" -> {
                ledger.clear();
                yield nothing();
            }
            case "GET summary" -> json(200, LedgerJson.summary(ledger.summary().values()));
            case "PUT " + BEHAVIOUR -> behave(page.substring(BEHAVIOUR.length()), body);
            default ->
                problem(
                        404,
                        "no page " + exchange.method() + " " + exchange.path() + "; there are GET and DELETE"
                                + " /_sim/ledger, GET /_sim/summary, PUT /_sim/behaviour/<provider>");
        };
    }

    private Reply ledger(Optional<String> provider) {
        if (provider.isPresent() && !sites.containsKey(provider.get())) {
            return unknown(provider.get());
        }
        return Reply.chunks("application/jsonl", LedgerJson.lines(ledger.calls(provider)), Duration.ZERO);
    }

    private Reply behave(String provider, byte[] body) {
        Site site = sites.get(provider);
        if (site == null) {
            return unknown(provider);
        }
        try {
            site.behaviour().set(ConfigReader.readBehaviour(new String(body, StandardCharsets.UTF_8)));
            return nothing();
        } catch (IllegalArgumentException e) {
            return problem(400, String.valueOf(e.getMessage()));
        }
    }

    private Reply unknown(String provider) {
        return problem(404, "provider '" + provider + "' is not simulated; there are " + sites.keySet());
    }

    private static Reply problem(int status, String message) {
        String body =
                JsonNodeFactory.instance.objectNode().put("error", message).toString();
        return json(status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Reply json(int status, byte[] body) {
        return Reply.of(status, "application/json", body);
    }

    private static Reply nothing() {
        return Reply.of(200, "application/json", "{}".getBytes(StandardCharsets.UTF_8));
    }
}
