package io.headgate.deploy.simulator;

import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.edge.HttpServer;
import io.headgate.deploy.simulator.edge.Site;
import io.headgate.deploy.simulator.ledger.BillingLedger;
import io.headgate.deploy.simulator.ledger.LedgerEntry;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.deploy.simulator.wire.Wire;
import io.headgate.deploy.simulator.wire.anthropic.AnthropicWire;
import io.headgate.deploy.simulator.wire.gemini.GeminiWire;
import io.headgate.deploy.simulator.wire.ollama.OllamaWire;
import io.headgate.deploy.simulator.wire.openai.OpenAiWire;
import io.headgate.deploy.simulator.wire.replicate.ReplicateWire;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A running server that plays LLM providers, each below its own base path, and keeps their billing ledger.
 *
 * <p>Thread-safe. Closing it drops all connections; the ledger can still be read.
 */
public final class Simulator implements AutoCloseable {
    private static final List<Wire> WIRES =
            List.of(new AnthropicWire(), new GeminiWire(), new OllamaWire(), new ReplicateWire(), new OpenAiWire());

    private final String scheme;
    private final HttpServer server;
    private final Map<String, Site> sites;
    private final BillingLedger ledger;

    private Simulator(String scheme, HttpServer server, Map<String, Site> sites, BillingLedger ledger) {
        this.scheme = scheme;
        this.server = server;
        this.sites = sites;
        this.ledger = ledger;
    }

    /** Starts a server; it takes calls when this returns. */
    public static Simulator start(SimulatorConfig config) {
        return start(config, _ -> {});
    }

    /** The same; {@code ended} is told of each call when it has ended, on the thread that ended it. */
    public static Simulator start(SimulatorConfig config, Consumer<LedgerEntry> ended) {
        Clock clock = Clock.systemUTC();
        BillingLedger ledger = new BillingLedger(clock, ended);
        Map<String, Site> sites = new TreeMap<>();
        for (SimulatedProvider provider : config.providers()) {
            sites.put(provider.name(), Site.open(provider, config.seed(), ledger, clock));
        }
        InetSocketAddress address = new InetSocketAddress(config.host(), config.port());
        HttpServer server = HttpServer.listen(address, config.threads(), config.tls(), sites, WIRES, ledger);
        return new Simulator(config.tls().isPresent() ? "https" : "http", server, sites, ledger);
    }

    /** {@code http://host:port}, or https over TLS, without a slash at its end; the control pages are below {@code /_sim}. */
    public URI baseUrl() {
        InetSocketAddress address = server.address();
        String host = address.getHostString();
        return URI.create(scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
    }

    /**
     * Where one provider's paths begin, without a slash at its end: {@code http://host:port/<provider>}. Below it are
     * {@code /v1/messages}, {@code /v1beta/models/…}, {@code /api/chat}, {@code /v1/predictions} and OpenAI's paths.
     */
    public URI origin(String provider) {
        site(provider);
        return URI.create(baseUrl() + "/" + provider);
    }

    /** The base URL of one provider, as OpenAI's clients configure it: {@code http://host:port/<provider>/v1}. */
    public URI baseUrl(String provider) {
        return URI.create(origin(provider) + "/v1");
    }

    /** What the providers bill. */
    public BillingLedger ledger() {
        return ledger;
    }

    /** Changes how a provider treats calls from now on; a fault script starts from its first outcome. */
    public void behave(String provider, Behaviour behaviour) {
        site(provider).behaviour().set(behaviour);
    }

    /** How a provider behaves now. */
    public Behaviour behaviour(String provider) {
        return site(provider).behaviour().get();
    }

    private Site site(String provider) {
        Site site = sites.get(provider);
        if (site == null) {
            throw new IllegalArgumentException(
                    "provider '" + provider + "' is not simulated; there are " + sites.keySet());
        }
        return site;
    }

    @Override
    public void close() {
        server.close();
    }
}
