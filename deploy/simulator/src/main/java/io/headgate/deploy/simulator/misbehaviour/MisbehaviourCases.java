package io.headgate.deploy.simulator.misbehaviour;

import static io.headgate.deploy.simulator.misbehaviour.MisbehaviourCase.Outcome.COMPLETED;
import static io.headgate.deploy.simulator.misbehaviour.MisbehaviourCase.Outcome.FAILED;
import static io.headgate.deploy.simulator.misbehaviour.MisbehaviourCase.Outcome.REFUSED;
import static io.headgate.deploy.simulator.misbehaviour.MisbehaviourCase.Outcome.RETRYABLE;
import static io.headgate.deploy.simulator.misbehaviour.MisbehaviourCase.Outcome.UNKNOWN;
import static io.headgate.deploy.simulator.misbehaviour.WireFormat.ANTHROPIC;
import static io.headgate.deploy.simulator.misbehaviour.WireFormat.GEMINI;
import static io.headgate.deploy.simulator.misbehaviour.WireFormat.OLLAMA;
import static io.headgate.deploy.simulator.misbehaviour.WireFormat.OPENAI;
import static io.headgate.deploy.simulator.misbehaviour.WireFormat.REPLICATE;

import io.headgate.deploy.simulator.misbehaviour.MisbehaviourCase.Outcome;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All cases: each fault in each format that has it. Sizes are above any sensible cap, and what hangs does so until the
 * client gives up. A prediction is what it is, whatever goes wrong in the stream that shows it.
 */
public final class MisbehaviourCases {
    private static final Set<WireFormat> ALL = EnumSet.allOf(WireFormat.class);
    private static final Set<WireFormat> STREAMING = EnumSet.complementOf(EnumSet.of(REPLICATE));
    private static final Set<WireFormat> EVENTS = EnumSet.of(OPENAI, ANTHROPIC, GEMINI);

    /** Faults that come whether or not a stream was asked for. */
    private static final List<Row> EITHER = List.of(
            new Row("html", ALL, UNKNOWN, "PROVIDER_GARBAGE"),
            new Row("truncated-json", ALL, UNKNOWN, null),
            new Row("wrong-content-type", ALL, UNKNOWN, "PROVIDER_GARBAGE"),
            new Row("empty-choices", EnumSet.complementOf(EnumSet.of(GEMINI)), UNKNOWN, "PROVIDER_GARBAGE"),
            // A stream of these is one without an end: its mark is within the candidate.
            new Row("empty-choices", EnumSet.of(GEMINI), UNKNOWN, null),
            new Row("null-content", ALL, UNKNOWN, "PROVIDER_GARBAGE"),
            new Row("no-usage", ALL, COMPLETED, null),
            new Row("unknown-finish-reason", STREAMING, UNKNOWN, "PROVIDER_FINISH_REASON"),
            // A prediction has no such reason, and a status that nobody knows instead.
            new Row("unknown-finish-reason", EnumSet.of(REPLICATE), UNKNOWN, "PROVIDER_GARBAGE"),
            // Ollama has no such reason, and Anthropic's is a pause, after which the turn goes on.
            new Row("failed-finish", EnumSet.of(OPENAI, GEMINI, REPLICATE), FAILED, null),
            new Row("content-filtered", EVENTS, REFUSED, "CONTENT_FILTERED"),
            new Row("refusal", EnumSet.of(OPENAI), COMPLETED, null),
            new Row("refusal", EnumSet.of(ANTHROPIC, GEMINI), REFUSED, "CONTENT_FILTERED"),
            new Row("wrong-model", ALL, COMPLETED, null),
            new Row("interleaved-tools", STREAMING, COMPLETED, null),
            new Row("split-characters", ALL, COMPLETED, null),
            new Row("big-body:64MB", ALL, UNKNOWN, "PROVIDER_GARBAGE"),
            new Row("gzip-bomb:256MB", ALL, UNKNOWN, "PROVIDER_GARBAGE"),
            new Row("huge-headers:128KB", ALL, UNKNOWN, "PROVIDER_GARBAGE"),
            new Row("redirect:/elsewhere", ALL, REFUSED, "PROVIDER_GARBAGE"),
            new Row("hang", ALL, UNKNOWN, "PROVIDER_TIMEOUT"),
            new Row("reset-after-read", ALL, UNKNOWN, "PROVIDER_UNAVAILABLE"),
            new Row("reset-in-body", ALL, UNKNOWN, "PROVIDER_UNAVAILABLE"),
            new Row("half-close", ALL, UNKNOWN, "PROVIDER_UNAVAILABLE"));

    /** Refusals with a status of their own; a stream that is refused is refused in one body. */
    private static final List<Row> WHOLE = List.of(
            new Row("status:401", ALL, REFUSED, "PROVIDER_AUTH"),
            new Row("status:429;retry-after-past=3600s", ALL, RETRYABLE, "PROVIDER_RATE_LIMITED"),
            new Row("status:429;retry-after-date=2s", EVENTS, RETRYABLE, "PROVIDER_RATE_LIMITED"),
            new Row("status:429;retry-after-ms=1500ms", EnumSet.of(OPENAI), RETRYABLE, "PROVIDER_RATE_LIMITED"),
            new Row("status:429;retry-info=2s", EnumSet.of(GEMINI), RETRYABLE, "PROVIDER_RATE_LIMITED"),
            new Row("status:503", ALL, RETRYABLE, "PROVIDER_UNAVAILABLE"),
            new Row("status:529", EnumSet.of(ANTHROPIC), RETRYABLE, "PROVIDER_UNAVAILABLE"),
            new Row("out-of-money", EnumSet.complementOf(EnumSet.of(OLLAMA)), REFUSED, "PROVIDER_QUOTA"),
            new Row("context-too-long", EnumSet.complementOf(EnumSet.of(REPLICATE)), REFUSED, "CONTEXT_TOO_LONG"));

    /** Faults of streams only. */
    private static final List<Row> STREAMED = List.of(
            new Row("stream-cut:2", STREAMING, UNKNOWN, null),
            new Row("stalled-stream:2", STREAMING, UNKNOWN, "PROVIDER_TIMEOUT"),
            new Row("stream-error:0", EVENTS, RETRYABLE, "PROVIDER_UNAVAILABLE"),
            new Row("stream-error:1", EnumSet.of(OPENAI), RETRYABLE, "PROVIDER_UNAVAILABLE"),
            // Its first event says what the prompt costs.
            new Row("stream-error:1", EnumSet.of(ANTHROPIC), UNKNOWN, "PROVIDER_UNAVAILABLE"),
            new Row("stream-error:2", STREAMING, UNKNOWN, null),
            new Row("ping-flood:10000", STREAMING, COMPLETED, null),
            new Row("comment-lines", STREAMING, COMPLETED, null),
            new Row("crlf", STREAMING, COMPLETED, null),
            new Row("duplicate-terminal", STREAMING, COMPLETED, null),
            new Row("usage-without-choices", EnumSet.of(OPENAI), COMPLETED, null));

    /** What goes wrong in a stream that shows a prediction, which is asked for when the stream is over. */
    private static final List<Row> SHOWN = Stream.of(
                    "stream-cut:2",
                    "stalled-stream:2",
                    "stream-error:0",
                    "stream-error:2",
                    "ping-flood:10000",
                    "comment-lines",
                    "crlf",
                    "duplicate-terminal",
                    "truncated-json",
                    "wrong-content-type",
                    "big-body:64MB",
                    "gzip-bomb:256MB",
                    "huge-headers:128KB",
                    "reset-in-body",
                    "half-close")
            .map(fault -> new Row(fault, EnumSet.of(REPLICATE), COMPLETED, null))
            .toList();

    private record Row(
            String fault,
            Set<WireFormat> formats,
            Outcome outcome,
            @Nullable String code) {}

    private MisbehaviourCases() {}

    /** Every case once, format by format. */
    public static List<MisbehaviourCase> all() {
        List<MisbehaviourCase> cases = new ArrayList<>();
        for (WireFormat format : WireFormat.values()) {
            add(cases, format, false, EITHER);
            add(cases, format, false, WHOLE);
            if (STREAMING.contains(format)) {
                add(cases, format, true, EITHER);
                add(cases, format, true, STREAMED);
            } else {
                Set<String> shown = SHOWN.stream().map(Row::fault).collect(Collectors.toSet());
                add(cases, format, true, SHOWN);
                add(
                        cases,
                        format,
                        true,
                        EITHER.stream()
                                .filter(row -> !shown.contains(row.fault()))
                                .toList());
            }
        }
        return List.copyOf(cases);
    }

    private static void add(List<MisbehaviourCase> cases, WireFormat format, boolean streamed, List<Row> rows) {
        for (Row row : rows) {
            if (row.formats().contains(format)) {
                cases.add(new MisbehaviourCase(format, streamed, row.fault(), row.outcome(), row.code()));
            }
        }
    }
}
