package io.headgate.worker.call.wire;

import io.headgate.schemas.message.RequestKind;
import io.headgate.worker.call.ApiKey;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One format that providers speak: how a request is said in it, and what its replies mean. Pure, stateless and
 * thread-safe; nothing that a provider sends is an exception. A new format is one implementation and one subclass of the
 * contract test.
 */
public interface Wire {
    /** Its name in the catalogue, {@code providers.<provider>.adapter}. */
    String name();

    /** What may be asked for in this format; nobody asks for anything else. */
    default Set<RequestKind> kinds() {
        return Set.of(RequestKind.CHAT);
    }

    /** The request as this format says it, or why it cannot be said. */
    Translation translate(ChatCall call);

    /**
     * What the body of a reply with a 2xx status says.
     *
     * @param body as it came, inflated and within the cap; anything at all may be in it
     */
    WireReply read(byte[] body, ChatCall call);

    /** The provider's own id of a call, for its support, where its body has one; asked where its headers have none. */
    default @Nullable String requestId(byte[] body) {
        return null;
    }

    /** How this format frames a streamed reply. */
    default Framing framing() {
        return Framing.SERVER_SENT_EVENTS;
    }

    /** Reads one reply that is streamed; not thread-safe. Nobody asks where there is no {@link #framing}. */
    StreamReader streamed(ChatCall call);

    /** What the body of a reply with another status says of the failure; {@link WireError#NONE} when nothing readable. */
    WireError error(byte[] body);

    /**
     * Headers of the first request of a call that tell the provider when nobody waits any more: of work that it goes on
     * with alone, we may never hear what to give up. None where the format has no word for it.
     *
     * @param left until the call is given up, greater than zero
     */
    default Map<String, String> givenUpAfter(Duration left) {
        return Map.of();
    }

    /** A GET that bills nothing and is answered by whoever is alive. */
    WireRequest check(URI baseUrl, @Nullable ApiKey key, @Nullable String apiVersion);
}
