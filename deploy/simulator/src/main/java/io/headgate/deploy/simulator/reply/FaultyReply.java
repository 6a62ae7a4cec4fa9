package io.headgate.deploy.simulator.reply;

import io.headgate.deploy.simulator.behaviour.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a fault that comes with a generated answer makes of that answer's reply. */
public final class FaultyReply {
    private static final int SLOW_PIECES = 20;
    private static final int HEADER_BYTES = 4096;

    private FaultyReply() {}

    /**
     * The reply with this fault in it. Faults that generate nothing are not for here, and distortions are the wire's
     * own affair: both give the reply as it is.
     *
     * @param frames of the reply's format, if it is a stream
     */
    public static Reply apply(Fault fault, Reply reply, StreamFrames frames) {
        boolean stream = reply.length() < 0;
        return switch (fault) {
            case Fault.SlowBody(var over) -> reply.cutInto(SLOW_PIECES).over(over);
            case Fault.Reset(var point) -> point == Fault.Reset.Point.IN_BODY ? half(reply, Ending.RESET) : reply;
            case Fault.HalfClose() -> half(reply, Ending.HALF_CLOSE);
            case Fault.TruncatedJson() -> stream ? endingInEvent(reply) : truncated(reply);
            case Fault.WrongContentType() -> reply.with("content-type", "text/plain; charset=utf-8");
            case Fault.BigBody(var bytes) -> BigReply.padded(reply, bytes);
            case Fault.GzipBomb(var inflated) -> BigReply.bomb(reply, inflated);
            case Fault.HugeHeaders(var bytes) -> hugeHeaders(reply, bytes);
            case Fault.StreamCut(var events) -> stream ? reply.endingAfter(events, Ending.COMPLETE) : reply;
            case Fault.StalledStream(var events) -> stream ? reply.endingAfter(events, Ending.STALL) : reply;
            case Fault.StreamError(var events) -> stream ? StreamFault.failing(reply, events, frames) : reply;
            case Fault.PingFlood(var pings) -> stream ? StreamFault.flooded(reply, pings, frames) : reply;
            case Fault.Framed(var framing) -> StreamFault.framed(reply, framing, frames);
            case Fault.Distorted _, Fault.Status _, Fault.Refused _, Fault.Hang _, Fault.Html _, Fault.Redirect _ ->
                reply;
        };
    }

    private static Reply half(Reply reply, Ending ending) {
        Reply cut = reply.cutInto(2);
        return cut.endingAfter(Math.max(1, cut.pieces().size() / 2), ending);
    }

    /** Half of the events, the last of them cut in two; then a proper end of the HTTP body. */
    private static Reply endingInEvent(Reply reply) {
        Reply cut = reply.endingAfter(Math.max(1, reply.pieces().size() / 2), Ending.COMPLETE);
        List<byte[]> events = new ArrayList<>(cut.pieces());
        byte[] last = events.removeLast();
        events.add(Arrays.copyOf(last, last.length / 2));
        return cut.withBody(events, -1);
    }

    private static Reply truncated(Reply reply) {
        byte[] body = reply.pieces().getFirst();
        byte[] start = Arrays.copyOf(body, body.length / 2);
        return reply.withBody(List.of(start), start.length);
    }

    private static Reply hugeHeaders(Reply reply, int bytes) {
        Map<String, String> headers = new TreeMap<>(reply.headers());
        String filler = "f".repeat(Math.min(bytes, HEADER_BYTES));
        for (int i = 0; i * (long) HEADER_BYTES < bytes; i++) {
            headers.put("x-sim-filler-" + i, filler);
        }
        return new Reply(reply.status(), headers, reply.pieces(), reply.length(), reply.spread(), reply.ending());
    }
}
