package io.headgate.deploy.simulator.reply;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A reply as the edge is to play it.
 *
 * @param status the HTTP status
 * @param headers all but those that frame the body
 * @param pieces the body, in the pieces it is sent in; may be computed on access
 * @param length of the body in bytes, -1 to send it in chunks
 * @param spread the time over which the pieces are sent, evenly; zero for as fast as they are taken
 * @param ending how it ends
 */
public record Reply(
        int status, Map<String, String> headers, List<byte[]> pieces, long length, Duration spread, Ending ending) {
    /** A whole body of a known type. */
    public static Reply of(int status, String contentType, byte[] body) {
        return new Reply(
                status,
                Map.of("content-type", contentType),
                List.of(body),
                body.length,
                Duration.ZERO,
                Ending.COMPLETE);
    }

    /** A body in chunks, without a length. */
    public static Reply chunks(String contentType, List<byte[]> pieces, Duration spread) {
        return new Reply(200, Map.of("content-type", contentType), pieces, -1, spread, Ending.COMPLETE);
    }

    /** Whether it is sent in one go, with nothing wrong on the way. */
    public boolean isPlain() {
        return pieces.size() == 1 && length >= 0 && spread.isZero() && ending == Ending.COMPLETE;
    }

    /** With this header added or replaced. */
    public Reply with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, pieces, length, spread, ending);
    }

    /** With the pieces after the first {@code count} never sent. */
    Reply endingAfter(int count, Ending how) {
        List<byte[]> sent = pieces.subList(0, Math.min(count, pieces.size()));
        Duration share = spread.multipliedBy(sent.size()).dividedBy(Math.max(1, pieces.size()));
        return new Reply(status, headers, sent, length, share, how);
    }

    /** With the body cut into at least {@code count} pieces, if it has as many bytes. */
    Reply cutInto(int count) {
        if (pieces.size() >= count) {
            return this;
        }
        List<byte[]> cut = new ArrayList<>();
        for (byte[] piece : pieces) {
            int step = Math.max(1, (piece.length + count - 1) / count);
            for (int from = 0; from < piece.length; from += step) {
                cut.add(java.util.Arrays.copyOfRange(piece, from, Math.min(piece.length, from + step)));
            }
        }
        return new Reply(status, headers, cut, length, spread, ending);
    }

    Reply over(Duration time) {
        return new Reply(status, headers, pieces, length, time, ending);
    }

    Reply withBody(List<byte[]> other, long otherLength) {
        return new Reply(status, headers, other, otherLength, spread, ending);
    }
}
