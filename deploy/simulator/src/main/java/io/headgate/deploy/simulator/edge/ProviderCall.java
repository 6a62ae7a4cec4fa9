package io.headgate.deploy.simulator.edge;

import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.Distortion;
import io.headgate.deploy.simulator.behaviour.Draw;
import io.headgate.deploy.simulator.behaviour.Fault;
import io.headgate.deploy.simulator.behaviour.FaultText;
import io.headgate.deploy.simulator.generation.ChatPrompt;
import io.headgate.deploy.simulator.generation.Generation;
import io.headgate.deploy.simulator.generation.Generator;
import io.headgate.deploy.simulator.ledger.LedgerEntry;
import io.headgate.deploy.simulator.ledger.UpstreamCall;
import io.headgate.deploy.simulator.provider.RateWindow;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.deploy.simulator.reply.FaultyReply;
import io.headgate.deploy.simulator.reply.Reply;
import io.headgate.deploy.simulator.wire.Reading;
import io.headgate.deploy.simulator.wire.Refusal;
import io.headgate.deploy.simulator.wire.Wire;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;

/**
 * One call for a completion, from its head to its place in the ledger: fault, key, reading, rate limit, generation,
 * reply. A fault that was asked for comes before all checks.
 */
final class ProviderCall implements Work {
    static final String FAULT_HEADER = "x-sim-fault";

    private final Exchange exchange;
    private final Site site;
    private final Wire wire;
    private final UpstreamCall call;
    private final Behaviour behaviour;
    private final ForcedFault forced;
    private Optional<Generation> generation = Optional.empty();
    private Optional<Future<?>> timer = Optional.empty();

    private ProviderCall(Exchange exchange, Site site, Wire wire) {
        this.exchange = exchange;
        this.site = site;
        this.wire = wire;
        this.behaviour = site.behaviour().get();
        this.call = site.ledger().received(site.provider().name(), caller(exchange));
        this.forced = ForcedFault.of(exchange.get(FAULT_HEADER), site.behaviour()::nextScripted);
    }

    /** Enters the call in the ledger, and resets the connection if that is its fault. */
    static ProviderCall open(Exchange exchange, Site site, Wire wire) {
        ProviderCall opened = new ProviderCall(exchange, site, wire);
        if (opened.forced instanceof ForcedFault.Decided(var fault)
                && fault.isPresent()
                && fault.get() instanceof Fault.Reset(var point)
                && point == Fault.Reset.Point.BEFORE_READ) {
            opened.reset(fault.get());
        }
        return opened;
    }

    private static LedgerEntry.Caller caller(Exchange exchange) {
        return new LedgerEntry.Caller(
                exchange.header("x-headgate-attempt-id"),
                exchange.header("x-headgate-request-id"),
                exchange.header("x-headgate-tenant"),
                exchange.header("traceparent"));
    }

    @Override
    public void body(byte[] body) {
        Draw draw = site.behaviour().draw(Draw.hash(body));
        switch (forced) {
            case ForcedFault.Unreadable(var message) -> refuse(Refusal.invalid(FAULT_HEADER, message));
            case ForcedFault.Decided(var fault) -> proceed(body, draw, fault);
            case ForcedFault.Undecided() ->
                proceed(body, draw, behaviour.faults().byChance(draw));
        }
    }

    private void proceed(byte[] body, Draw draw, Optional<Fault> fault) {
        if (fault.isPresent() && !fault.get().generates()) {
            failWithout(fault.get());
            return;
        }
        Optional<Refusal> unknownCaller = checkKey(site.provider());
        if (unknownCaller.isPresent()) {
            refuse(unknownCaller.get());
            return;
        }
        switch (wire.read(body)) {
            case Reading.Refused(var refusal) -> refuse(refusal);
            case Reading.Prompted(var prompt) -> admit(prompt, draw, fault);
        }
    }

    private Optional<Refusal> checkKey(SimulatedProvider provider) {
        if (provider.apiKey().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> sent = wire.apiKey(exchange);
        if (sent.isEmpty()) {
            return Optional.of(Refusal.noKey());
        }
        return sent.equals(provider.apiKey()) ? Optional.empty() : Optional.of(Refusal.wrongKey());
    }

    /** Plays a fault in whose way nothing is generated. */
    private void failWithout(Fault fault) {
        if (fault instanceof Fault.Reset) {
            reset(fault);
            return;
        }
        call.fault(FaultText.print(fault));
        UngeneratedReply.of(fault, wire, site.clock().instant()).ifPresent(reply -> send(reply, Map.of()));
    }

    private void reset(Fault fault) {
        call.fault(FaultText.print(fault));
        call.unbilled(0, null, true);
        exchange.reset();
    }

    private void admit(ChatPrompt prompt, Draw draw, Optional<Fault> fault) {
        call.model(prompt.model());
        if (!site.provider().models().isEmpty() && !site.provider().models().contains(prompt.model())) {
            refuse(Refusal.unknownModel(prompt.model()));
            return;
        }
        Optional<RateWindow.Standing> standing = site.window().map(window -> window.take(prompt.tokens()));
        Map<String, String> rateHeaders = standing.map(wire::rateHeaders).orElse(Map.of());
        if (standing.isPresent() && !standing.get().allowed()) {
            long seconds = Math.max(1, standing.get().reset().plusMillis(999).toSeconds());
            Reply reply = wire.error(Refusal.rateLimited(site.provider().name()));
            send(reply.with("retry-after", String.valueOf(seconds)), rateHeaders);
            return;
        }
        generate(prompt, draw, fault, rateHeaders);
    }

    private void generate(ChatPrompt prompt, Draw draw, Optional<Fault> fault, Map<String, String> rateHeaders) {
        fault.ifPresent(played -> call.fault(FaultText.print(played)));
        Generation made = Generator.generate(
                prompt, behaviour, call.sequence(), site.clock().instant());
        generation = Optional.of(made);
        Duration toFirst = behaviour.latency().sample(draw);
        Duration writing = behaviour.tokensPerSecond() == 0
                ? Duration.ZERO
                : Duration.ofSeconds(1).multipliedBy(made.usage().completion()).dividedBy(behaviour.tokensPerSecond());
        Duration wait = prompt.stream() ? toFirst : toFirst.plus(writing);
        timer = exchange.after(wait, () -> answer(prompt, made, fault, writing, rateHeaders));
    }

    private void answer(
            ChatPrompt prompt, Generation made, Optional<Fault> fault, Duration writing, Map<String, String> headers) {
        if (!exchange.connected()) {
            call.billed(0, made.usage(), null, false);
            return;
        }
        Optional<Distortion> distortion = fault.flatMap(
                played -> played instanceof Fault.Distorted(var how) ? Optional.of(how) : Optional.empty());
        Reply reply = prompt.stream()
                ? wire.stream(made, prompt.streamUsage(), distortion, writing)
                : wire.answer(made, distortion);
        send(fault.isPresent() ? FaultyReply.apply(fault.get(), reply) : reply, headers);
    }

    private void refuse(Refusal refusal) {
        send(wire.error(refusal), Map.of());
    }

    private void send(Reply reply, Map<String, String> headers) {
        Reply headed = reply.with("x-request-id", "req_" + HexFormat.of().toHexDigits(call.sequence()));
        for (Map.Entry<String, String> header : headers.entrySet()) {
            headed = headed.with(header.getKey(), header.getValue());
        }
        exchange.play(headed, new Booking(headed.status()));
    }

    @Override
    public void clientLeft() {
        if (generation.isEmpty()) {
            call.unbilled(0, null, false);
        } else if (!behaviour.billsAbandoned()) {
            timer.ifPresent(waiting -> waiting.cancel(false));
            call.unbilled(exchange.replying() ? 200 : 0, null, false);
        } else if (exchange.replying()) {
            call.billed(200, generation.get().usage(), null, false);
        }
    }

    /** Ends the call in the ledger when its reply is handed over. */
    private final class Booking implements ReplyPlayer.Progress {
        private final int status;

        Booking(int status) {
            this.status = status;
        }

        @Override
        public void handedOver(byte[] bodySha256) {
            if (generation.isPresent()) {
                call.billed(status, generation.get().usage(), bodySha256, true);
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
