package io.headgate.api.chat;

import io.headgate.schemas.message.Failure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client's body says, as far as it matters before the request is taken in. */
public sealed interface ChatRequest {
    /**
     * A request to be submitted.
     *
     * @param body as {@code IntakeReader} takes it: the client's own bytes, unless they held something of Headgate's
     * @param claims of the body's {@code metadata}, named as headers are; what a header says goes before them
     * @param id that the extension {@code headgate} names; null when it names none
     * @param project that the extension {@code headgate} names among its tags; null when it names none
     * @param streamed whether the reply is to come in pieces
     * @param usageWanted whether a stream ends with a chunk that tells the usage
     */
    record Readable(
            byte[] body,
            Map<String, String> claims,
            @Nullable String id,
            @Nullable String project,
            boolean streamed,
            boolean usageWanted)
            implements ChatRequest {
        public Readable {
            claims = Map.copyOf(claims);
        }

        /** Without the body: a prompt never reaches a log. */
        @Override
        public String toString() {
            return "Readable[streamed=%s]".formatted(streamed);
        }
    }

    /**
     * It says something to Headgate that Headgate does not understand.
     *
     * @param param the field at fault
     */
    record Refused(Failure failure, String param) implements ChatRequest {}
}
