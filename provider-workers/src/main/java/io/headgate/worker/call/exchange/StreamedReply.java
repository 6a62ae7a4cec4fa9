package io.headgate.worker.call.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.UpstreamCall;
import io.headgate.worker.call.http.BodySink;
import io.headgate.worker.call.http.HttpReply;
import io.headgate.worker.call.stream.Deltas;
import io.headgate.worker.call.stream.NdjsonParser;
import io.headgate.worker.call.stream.OutputCap;
import io.headgate.worker.call.stream.SseParser;
import io.headgate.worker.call.stream.StreamFault;
import io.headgate.worker.call.stream.StreamParser;
import io.headgate.worker.call.wire.Framing;
import io.headgate.worker.call.wire.StreamEvent;
import io.headgate.worker.call.wire.StreamReader;
import io.headgate.worker.call.wire.StreamStep;
import io.headgate.worker.call.wire.WireError;
import io.headgate.worker.call.wire.WireRequest;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One reply while it streams: bytes to events, events to chunks, chunks to a completion. A success only with the mark that
 * ends the format's streams, whatever has come before. Not thread-safe.
 */
final class StreamedReply implements BodySink {
    /** Of one completion, in characters: as much as a reply that comes whole may weigh. */
    private static final long MOST_CHARACTERS = 4L << 20;

    private final Framing framing;
    private final StreamReader reader;
    private final Dispatch dispatch;
    private final Deltas.Sink deltas;
    private final OutputCap cap;
    private final ChunkAccumulator chunks = new ChunkAccumulator(MOST_CHARACTERS);
    private StreamParser parser;
    private boolean streams;
    private @Nullable Usage told;
    private boolean terminal;
    private @Nullable WireError error;
    private @Nullable String fault;
    private OutputCap.@Nullable Exceeded exceeded;
    private @Nullable WireRequest next;

    /** @param call whose reply it is, and who is shown it */
    StreamedReply(Framing framing, StreamReader reader, UpstreamCall call) {
        this.framing = framing;
        this.reader = reader;
        this.dispatch = call.dispatch();
        this.deltas = call.deltas();
        this.cap = OutputCap.of(dispatch);
        this.parser = parser(framing);
    }

    private static StreamParser parser(Framing framing) {
        return framing == Framing.NDJSON ? new NdjsonParser() : new SseParser();
    }

    /** An error, and the reply of a provider that does not stream though it was asked to, are read whole. */
    @Override
    public boolean wants(int status, Map<String, String> headers) {
        streams = status >= 200
                && status <= 299
                && framing.isOf(MediaType.of(headers).name());
        return streams;
    }

    /** Whether it came in pieces. */
    boolean streams() {
        return streams;
    }

    /** Whether it was left, as it went on past what was reserved for it. */
    boolean isTooMuch() {
        return exceeded != null;
    }

    /** Shows what is left of an answer that has come whole by another way, where what was shown is its beginning. */
    void completed(ObjectNode completion) {
        chunks.rest(completion).ifPresent(deltas::accept);
    }

    /** Whether the provider has interrupted its answer, and would go on. */
    boolean isPaused() {
        return next != null;
    }

    /**
     * What goes on with the answer; the reply to it comes here too.
     *
     * @throws IllegalStateException when nothing was interrupted
     */
    WireRequest resume() {
        WireRequest request = next;
        if (request == null) {
            throw new IllegalStateException("a stream is resumed that was not interrupted");
        }
        next = null;
        streams = false;
        parser = parser(framing);
        return request;
    }

    /** What the provider has reported until now; null when nothing. */
    @Nullable
    Usage told() {
        return told;
    }

    @Override
    public boolean accept(byte[] buffer, int length) {
        try {
            parser.feed(buffer, length, this::event);
        } catch (StreamFault unparsable) {
            fault = unparsable.getMessage();
        }
        return !isOver();
    }

    private boolean isOver() {
        return terminal || error != null || fault != null || exceeded != null || isPaused();
    }

    private void event(StreamEvent event) {
        if (!isOver()) {
            take(reader.read(event));
        }
    }

    private void take(StreamStep step) {
        Usage usage = step.usage();
        told = usage == null ? told : usage;
        for (ObjectNode chunk : step.chunks()) {
            if (!chunks.add(chunk)) {
                fault = "more than %d characters".formatted(MOST_CHARACTERS);
                return;
            }
            deltas.accept(chunk);
        }
        terminal = step.terminal();
        error = step.error();
        next = step.next();
        if (!isOver()) {
            exceeded = cap.after(step).orElse(null);
        }
    }

    /** How the call ended whose reply this was. */
    CallOutcome ended(HttpReply http, Instant now) {
        return switch (http) {
            case HttpReply.Broken broken -> BrokenOutcomes.of(broken, told, now);
            case HttpReply.Answered answered -> {
                if (!isOver()) {
                    finish();
                }
                yield judged(new Outcomes(dispatch, answered, now));
            }
        };
    }

    /** The body is at its end, and the reply may be too: in formats that have no mark for it. */
    private void finish() {
        try {
            parser.end(this::event);
        } catch (StreamFault unparsable) {
            fault = unparsable.getMessage();
        }
        if (!isOver()) {
            take(reader.closed());
        }
    }

    private CallOutcome judged(Outcomes outcomes) {
        if (exceeded != null) {
            return outcomes.tooMuch(exceeded, soFar());
        }
        if (fault != null) {
            return outcomes.garbage(fault, told);
        }
        if (WireError.UNREADABLE.equals(error)) {
            return outcomes.garbage("an unreadable event", told);
        }
        if (error != null) {
            return outcomes.failed(error, billed());
        }
        if (isPaused()) {
            return outcomes.interrupted(billed());
        }
        return terminal ? outcomes.completed(chunks.completion(told), null, told) : outcomes.cutShort(told);
    }

    /** A provider that breaks off bills what has come; one that had not begun, nothing but what it has told. */
    private @Nullable Usage billed() {
        if (told != null) {
            return soFar();
        }
        return chunks.isBegun() ? estimated() : null;
    }

    /** Of a stream that was left: what was told at its beginning says nothing of all that has come since. */
    private Usage soFar() {
        Usage estimated = estimated();
        return told == null || told.outputTokens() < estimated.outputTokens()
                ? EstimatedUsage.withInputOf(told, estimated)
                : told;
    }

    private Usage estimated() {
        return EstimatedUsage.of(chunks.completion(null), dispatch);
    }
}
