package io.headgate.worker.call.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.money.Usage;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a reply with a 2xx status says, in the language inside. Whether a client can use it is judged elsewhere, once. */
public sealed interface WireReply {
    /** What the provider reports to have used; null when it reports nothing, or has not finished. */
    @Nullable
    Usage usage();

    /**
     * A completion.
     *
     * @param completion an OpenAI {@code chat.completion}: {@code id, object, created, model, choices[].message,
     *     choices[].finish_reason} of OpenAI's reasons, {@code usage}; {@code model} is what the provider says it used,
     *     and is missing when it did not say. A finish reason of the provider's that means none of OpenAI's stands as it
     *     came
     * @param text the same as it came, from a provider that speaks OpenAI itself; null to have it written
     * @param usage what the provider reports, by our meters, which are disjoint; null when it reports none
     */
    record Completion(
            ObjectNode completion,
            @Nullable String text,
            @Nullable Usage usage) implements WireReply {
        /** One that has been translated. */
        public Completion(ObjectNode completion, @Nullable Usage usage) {
            this(completion, null, usage);
        }

        /** Without the completion. */
        @Override
        public String toString() {
            return "Completion[%s]".formatted(usage);
        }
    }

    /**
     * Embeddings.
     *
     * @param embeddings OpenAI's list of them, a vector for each text: {@code object, data[].index, data[].embedding, model,
     *     usage}
     * @param text the same as it came, from a provider that speaks OpenAI itself; null to have it written
     * @param usage what the provider reports; null when it reports none
     */
    record Embeddings(
            ObjectNode embeddings,
            @Nullable String text,
            @Nullable Usage usage) implements WireReply {
        /** Without the embeddings. */
        @Override
        public String toString() {
            return "Embeddings[%s]".formatted(usage);
        }
    }

    /** The body says that it failed, whatever the status said. */
    record Failed(WireError error, @Nullable Usage usage) implements WireReply {}

    /**
     * It is nothing that this format sends.
     *
     * @param seen for people; never text of the reply
     */
    record Unreadable(String seen, @Nullable Usage usage) implements WireReply {}

    /**
     * The provider has interrupted its answer, and goes on when it is given back what it has said until now.
     *
     * @param next what goes on with it, at the same endpoint
     * @param rest reads the reply to that as the whole answer, with what came before, and what all of it used
     * @param usage of all replies until now; null when one of them reported none
     */
    record Paused(
            WireRequest next,
            Function<byte[], WireReply> rest,
            @Nullable Usage usage) implements WireReply {}

    /**
     * A stream of what is being worked on. It says nothing of how that ends: it is asked for when the stream is over, however
     * the stream ended.
     *
     * @param request a GET; its host is the wire's to choose, and so what it is told
     * @param reader of its events, framed as the format frames streams
     */
    record Showing(WireRequest request, StreamReader reader) {}

    /**
     * It is being worked on, and has to be asked for again.
     *
     * @param poll what to ask, at the same endpoint
     * @param pause how long to wait before
     * @param cancel what gives the work up, when nobody waits for it any more; null when nothing does
     * @param showing where it is shown while it is made; null where it is not, or nobody looks
     */
    record Pending(
            WireRequest poll,
            Duration pause,
            @Nullable WireRequest cancel,
            @Nullable Showing showing) implements WireReply {
        /** One that nobody is shown before it is done. */
        public Pending(WireRequest poll, Duration pause, @Nullable WireRequest cancel) {
            this(poll, pause, cancel, null);
        }

        @Override
        public @Nullable Usage usage() {
            return null;
        }
    }
}
