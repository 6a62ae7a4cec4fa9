package io.headgate.worker.call.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.ErrorBody;
import io.headgate.worker.call.OutcomeClassification;
import io.headgate.worker.call.RetryAdvice;
import io.headgate.worker.call.RetryAfter;
import io.headgate.worker.call.exchange.ChatCompletion.Worth;
import io.headgate.worker.call.http.HttpReply;
import io.headgate.worker.call.stream.OutputCap;
import io.headgate.worker.call.wire.WireError;
import io.headgate.worker.call.wire.WireJson;
import io.headgate.worker.call.wire.WireReply;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From what one reply says to how its call ended; the same for all formats. Pure. */
final class Outcomes {
    private static final String ALLOWED = "a chat completion";

    private final Dispatch dispatch;
    private final HttpReply.Answered answered;
    private final Instant now;

    /**
     * Of one reply.
     *
     * @param answered its head counts; its body has been read
     * @param now when it came
     */
    Outcomes(Dispatch dispatch, HttpReply.Answered answered, Instant now) {
        this.dispatch = dispatch;
        this.answered = answered;
        this.now = now;
    }

    /** Of a reply with a status other than 2xx. */
    CallOutcome refused(WireError error) {
        return OutcomeClassification.ofError(answered.status(), body(error), advice(error), answered.begun());
    }

    /** Of a whole reply with a 2xx status, that is to be waited for no longer. */
    CallOutcome said(WireReply said) {
        Usage usage = said.usage();
        if (!MediaType.of(answered.headers()).isJson()) {
            return garbage(said instanceof WireReply.Unreadable ? "no JSON" : "another content type", usage);
        }
        return switch (said) {
            case WireReply.Completion(ObjectNode completion, String text, var _) -> completed(completion, text, usage);
            case WireReply.Embeddings(ObjectNode embeddings, String text, var _) ->
                new CallOutcome.Completed(
                        written(embeddings, text),
                        used(embeddings, usage),
                        ChatCompletion.servedModel(embeddings),
                        answered.begun());
            case WireReply.Failed(WireError error, var _) -> failed(error, usage);
            case WireReply.Unreadable(String seen, var _) -> garbage(seen, usage);
            case WireReply.Pending _ -> garbage("a reply that is not ready", null);
            case WireReply.Paused _ -> interrupted(usage);
        };
    }

    /**
     * Of a completion, if a client can use it; whatever it is worth, it has been billed.
     *
     * @param text the same as text; null to have it written
     * @param reported null when it is to be estimated
     */
    CallOutcome completed(ObjectNode completion, @Nullable String text, @Nullable Usage reported) {
        return switch (ChatCompletion.judged(completion)) {
            case Worth.Usable _ ->
                new CallOutcome.Completed(
                        written(completion, text),
                        used(completion, reported),
                        ChatCompletion.servedModel(completion),
                        answered.begun());
            case Worth.Filtered _ ->
                new CallOutcome.Refused(
                        Failure.of(FailureCode.CONTENT_FILTERED, "the provider withheld its answer, for its content"),
                        false,
                        used(completion, reported),
                        answered.begun());
            case Worth.Cut _ -> new CallOutcome.Refused(cut(), false, used(completion, reported), answered.begun());
            case Worth.GivenUp _ ->
                new CallOutcome.Unknown(
                        Failure.of(FailureCode.PROVIDER_UNAVAILABLE, "the provider gave its answer up"),
                        reported,
                        answered.begun());
            case Worth.Ended(String reason) -> new CallOutcome.Unknown(ended(reason), reported, answered.begun());
            case Worth.Flawed(String seen) -> garbage(seen, reported);
        };
    }

    private static Failure ended(String reason) {
        return new Failure(
                FailureCode.PROVIDER_FINISH_REASON,
                "the provider ended its answer for a reason that is no success",
                "finish reason '%s'".formatted(reason),
                "stop, length, tool_calls or content_filter, in its own words");
    }

    private Failure cut() {
        return new Failure(
                FailureCode.OUTPUT_TRUNCATED,
                "the answer was cut at the cap on output before it said anything; allow more with max_tokens",
                "finish_reason length after at most %d tokens, and no content"
                        .formatted(dispatch.reservation().outputTokens()),
                "an answer");
    }

    private static String written(ObjectNode reply, @Nullable String text) {
        return text == null ? WireJson.written(reply) : text;
    }

    private Usage used(ObjectNode completion, @Nullable Usage reported) {
        return reported == null ? EstimatedUsage.of(completion, dispatch) : reported;
    }

    /**
     * Of a failure that is told where a completion was to be.
     *
     * @param used what was billed by then; null when nothing of an answer had come
     */
    CallOutcome failed(WireError error, @Nullable Usage used) {
        CallOutcome told = OutcomeClassification.ofTold(body(error), advice(error), answered.begun());
        return used == null ? told : billed(told, used);
    }

    /**
     * The same of a call of which something had been billed before it ended so.
     *
     * @param used null when nobody knows how much
     */
    static CallOutcome billed(CallOutcome ended, @Nullable Usage used) {
        return switch (ended) {
            case CallOutcome.Retryable(Failure failure, var _, var _, var reply) ->
                new CallOutcome.Unknown(failure, used, reply);
            case CallOutcome.Refused(Failure failure, boolean elsewhere, var _, var reply) ->
                used == null
                        ? new CallOutcome.Unknown(failure, null, reply)
                        : new CallOutcome.Refused(failure, elsewhere, used, reply);
            case CallOutcome.Unknown(Failure failure, Usage told, var reply) ->
                new CallOutcome.Unknown(failure, told == null ? used : told, reply);
            case CallOutcome.Completed _ -> ended;
        };
    }

    /** Of an answer that its provider interrupts again and again, or for longer than anybody waits. */
    CallOutcome interrupted(@Nullable Usage used) {
        Failure failure =
                Failure.of(FailureCode.PROVIDER_UNAVAILABLE, "the provider interrupted its answer, and did not end it");
        return new CallOutcome.Unknown(failure, used, answered.begun());
    }

    /** Of a stream that has come to its end before the reply had. */
    CallOutcome cutShort(@Nullable Usage told) {
        Failure failure =
                Failure.of(FailureCode.PROVIDER_UNAVAILABLE, "the provider's stream ended before the reply was whole");
        return new CallOutcome.Unknown(failure, told, answered.begun());
    }

    /** Of a stream that was left, as it went on past what was reserved for it: a provider that minds its cap never does. */
    CallOutcome tooMuch(OutputCap.Exceeded exceeded, Usage used) {
        Failure failure = new Failure(
                FailureCode.PROVIDER_GARBAGE,
                "the provider went on past the cap on output",
                exceeded.seen(),
                exceeded.allowed());
        return new CallOutcome.Unknown(failure, used, answered.begun());
    }

    /** @param seen for people; never text of the reply */
    CallOutcome garbage(String seen, @Nullable Usage usage) {
        Failure failure =
                new Failure(FailureCode.PROVIDER_GARBAGE, "the provider sent no usable completion", seen, ALLOWED);
        return new CallOutcome.Unknown(failure, usage, answered.begun());
    }

    private RetryAdvice advice(WireError error) {
        Map<String, String> headers = answered.headers();
        RetryAdvice advice = RetryAdvice.read(headers, now);
        Duration asked = error.retryAfter();
        return advice.after() != null || asked == null
                ? advice
                : new RetryAdvice(RetryAfter.bounded(asked), advice.shouldRetry());
    }

    private static ErrorBody body(WireError error) {
        return new ErrorBody(error.status(), error.code(), error.type(), error.message(), error.parameter());
    }
}
