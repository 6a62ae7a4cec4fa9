package io.headgate.worker.call;

import io.headgate.schemas.message.Failure;
import io.headgate.schemas.money.Usage;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every way an upstream call can end. */
public sealed interface CallOutcome {
    UpstreamReply reply();

    /**
     * The provider sent a complete reply.
     *
     * @param response an OpenAI chat-completions response, as JSON text
     * @param servedModel the model the provider says it used; null when it did not say
     * @param dropped the parameters that were left out of the request, as paths in the client's body
     */
    record Completed(
            String response, Usage usage, @Nullable String servedModel, UpstreamReply reply, List<String> dropped)
            implements CallOutcome {
        public Completed {
            dropped = List.copyOf(dropped);
        }

        /** A reply to a request that was sent whole. */
        public Completed(String response, Usage usage, @Nullable String servedModel, UpstreamReply reply) {
            this(response, usage, servedModel, reply, List.of());
        }

        /** The same, to a request from which these parameters were left out. */
        public Completed without(List<String> parameters) {
            return parameters.isEmpty() ? this : new Completed(response, usage, servedModel, reply, parameters);
        }

        /** The same with another response, as a client gets it. */
        public Completed withResponse(String other) {
            return new Completed(other, usage, servedModel, reply, dropped);
        }

        /** Without the response: a completion never reaches a log. */
        @Override
        public String toString() {
            return "Completed[%s, %s]".formatted(servedModel, reply);
        }
    }

    /**
     * It failed in a way that another try may mend, and nothing was billed.
     *
     * @param retryAfter how long the provider asks to wait; null when it did not say
     * @param hereAgain false when the provider asks not to be tried again with this; another may be
     */
    record Retryable(Failure failure, @Nullable Duration retryAfter, boolean hereAgain, UpstreamReply reply)
            implements CallOutcome {
        /** One that may be tried here again. */
        public Retryable(Failure failure, @Nullable Duration retryAfter, UpstreamReply reply) {
            this(failure, retryAfter, true, reply);
        }
    }

    /**
     * The provider refused; here the same try would be refused again.
     *
     * <p>An answer that it withheld, for its content, is one too, though it was billed: it is no success, since the client
     * has nothing of it, and no unknown end, since the provider said plainly how it ended. So is one that was cut at the cap
     * on output before it said anything.
     *
     * @param elsewhereMayHelp whether another provider or model may take it
     * @param usage what was billed all the same; null when nothing was
     */
    record Refused(
            Failure failure,
            boolean elsewhereMayHelp,
            @Nullable Usage usage,
            UpstreamReply reply) implements CallOutcome {
        /** One that billed nothing. */
        public Refused(Failure failure, boolean elsewhereMayHelp, UpstreamReply reply) {
            this(failure, elsewhereMayHelp, null, reply);
        }
    }

    /**
     * It may have been billed: it was sent, and no reply that can be used came back.
     *
     * @param usage what the unusable reply said it used; null when it said nothing
     */
    record Unknown(Failure failure, @Nullable Usage usage, UpstreamReply reply) implements CallOutcome {}
}
