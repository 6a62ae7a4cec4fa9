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
import io.headgate.deploy.simulator.reply.Reply;
import io.headgate.deploy.simulator.wire.Answer;
import io.headgate.deploy.simulator.wire.Reading;
import io.headgate.deploy.simulator.wire.Refusal;
import io.headgate.deploy.simulator.wire.RequestHead;
import io.headgate.deploy.simulator.wire.Wire;
import java.util.Map;
import java.util.Optional;

/**
 * One call for a completion, from its head to its place in the ledger: fault, key, reading, rate limit, generation,
 * reply. A fault that was asked for comes before all checks.
 */
final class ProviderCall implements Work {
    static final String FAULT_HEADER = "x-sim-fault";

    private final Exchange exchange;
    private final Site site;
    private final Wire wire;
    private final RequestHead head;
    private final UpstreamCall call;
    private final Behaviour behaviour;
    private final ForcedFault forced;
    private final CallReplies replies;
    private Optional<Answering> answering = Optional.empty();

    private ProviderCall(Exchange exchange, Site site, Wire wire, RequestHead head) {
        this.exchange = exchange;
        this.site = site;
        this.wire = wire;
        this.head = head;
        this.behaviour = site.behaviour().get();
        this.call = site.ledger().received(site.provider().name(), caller(exchange));
        this.replies = new CallReplies(exchange, wire, call);
        this.forced = ForcedFault.of(exchange.get(FAULT_HEADER), site.behaviour()::nextScripted);
    }

    /** Enters the call in the ledger, and resets the connection if that is its fault. */
    static ProviderCall open(Exchange exchange, Site site, Wire wire, RequestHead head) {
        ProviderCall opened = new ProviderCall(exchange, site, wire, head);
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
        Optional<Refusal> unknownCaller = KeyCheck.refusal(site.provider(), wire, head);
        if (unknownCaller.isPresent()) {
            refuse(unknownCaller.get());
            return;
        }
        switch (wire.read(head, body)) {
            case Reading.Refused(var refusal) -> refuse(refusal);
            case Reading.Prompted(var prompt) -> admit(prompt, draw, fault);
        }
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
        call.asked(prompt.model(), wire.name(), prompt.delivery() instanceof ChatPrompt.Delivery.Streamed);
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
                prompt, behaviour, fault, call.sequence(), site.clock().instant());
        Optional<Distortion> distortion = fault.flatMap(
                played -> played instanceof Fault.Distorted(var how) ? Optional.of(how) : Optional.empty());
        Answer answer = new Answer(head.base(), prompt, made, distortion);
        Answering begun = new Answering(replies, behaviour, answer, fault, rateHeaders);
        answering = Optional.of(begun);
        begun.start(draw, site.predictions());
    }

    private void refuse(Refusal refusal) {
        send(wire.error(refusal), Map.of());
    }

    private void send(Reply reply, Map<String, String> headers) {
        replies.send(reply, headers, Optional.empty());
    }

    @Override
    public void clientLeft() {
        if (answering.isPresent()) {
            answering.get().clientLeft();
        } else {
            call.unbilled(0, null, false);
        }
    }
}
