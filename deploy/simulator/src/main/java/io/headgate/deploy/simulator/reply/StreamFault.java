package io.headgate.deploy.simulator.reply;

import io.headgate.deploy.simulator.behaviour.Framing;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Streams, events and pieces put together otherwise than the format's own way. */
final class StreamFault {
    /** Pieces that end in mid-character reach a client as such only when time passes between them. */
    private static final Duration APART = Duration.ofMillis(3);

    private static final int MOST_SPLITS = 60;

    private StreamFault() {}

    static Reply framed(Reply reply, Framing framing, StreamFrames frames) {
        if (framing == Framing.SPLIT_CHARACTERS) {
            return splitCharacters(reply);
        }
        if (reply.length() >= 0) {
            return reply;
        }
        List<byte[]> events = new ArrayList<>(reply.pieces());
        switch (framing) {
            case CRLF -> events.replaceAll(StreamFault::crlf);
            case COMMENT_LINES -> events.replaceAll(event -> concat(frames.comment(), event));
            case DUPLICATE_TERMINAL -> events.add(events.getLast());
            case SPLIT_CHARACTERS -> throw new AssertionError("done above");
        }
        return reply.withBody(events, -1);
    }

    /** The stream's first events, then one that tells of an error, and the end. */
    static Reply failing(Reply reply, int afterEvents, StreamFrames frames) {
        Reply begun = reply.endingAfter(afterEvents, Ending.COMPLETE);
        List<byte[]> events = new ArrayList<>(begun.pieces());
        events.add(frames.error());
        return begun.withBody(events, -1);
    }

    /** The stream with so many pings after its first event; they cost no memory. */
    static Reply flooded(Reply reply, int pings, StreamFrames frames) {
        List<byte[]> events = reply.pieces();
        return reply.withBody(
                new AbstractList<>() {
                    @Override
                    public byte[] get(int index) {
                        if (index == 0) {
                            return events.getFirst();
                        }
                        return index <= pings ? frames.ping() : events.get(index - pings);
                    }

                    @Override
                    public int size() {
                        return events.size() + pings;
                    }
                },
                -1);
    }

    private static Reply splitCharacters(Reply reply) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        reply.pieces().forEach(whole::writeBytes);
        byte[] body = whole.toByteArray();
        List<byte[]> pieces = new ArrayList<>();
        int from = 0;
        for (int at = 1; at < body.length && pieces.size() < MOST_SPLITS; at++) {
            if (isContinuation(body[at])) {
                pieces.add(Arrays.copyOfRange(body, from, at));
                from = at;
            }
        }
        pieces.add(Arrays.copyOfRange(body, from, body.length));
        return reply.withBody(pieces, reply.length()).over(APART.multipliedBy(pieces.size()));
    }

    /** Whether a character of UTF-8 goes on with this byte. */
    private static boolean isContinuation(byte next) {
        return (next & 0xC0) == 0x80;
    }

    private static byte[] crlf(byte[] event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(event.length + 4);
        for (byte next : event) {
            if (next == '\n') {
                out.write('\r');
            }
            out.write(next);
        }
        return out.toByteArray();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
