package io.headgate.api.http.openai;

import io.headgate.api.http.Waits;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How a client waits, as its headers say it. */
sealed interface ChatOptions {
    String WAIT = "headgate-wait";
    String CANCEL = "headgate-cancel-on-disconnect";

    /**
     * Understood.
     *
     * @param longest how long for the result
     * @param cancelOnDisconnect whether the request is to be cancelled when its client goes
     */
    record Read(Duration longest, boolean cancelOnDisconnect) implements ChatOptions {}

    record Refused(Failure failure, String header) implements ChatOptions {}

    /** @param longest how long anybody may wait, and waits who does not say */
    static ChatOptions of(Map<String, String> headers, Duration longest) {
        String wait = headers.get(WAIT);
        Duration read = longest;
        if (wait != null) {
            Optional<Duration> said = Waits.parse(wait, longest);
            if (said.isEmpty()) {
                return refused(WAIT, wait, "0s to %ds, for example 90s or 500ms".formatted(longest.toSeconds()));
            }
            read = said.get();
        }
        String cancel = headers.getOrDefault(CANCEL, "false");
        return switch (cancel) {
            case "true", "false" -> new Read(read, cancel.equals("true"));
            default -> refused(CANCEL, cancel, "true or false");
        };
    }

    private static Refused refused(String header, String seen, String allowed) {
        String shown = seen.length() <= 100 ? seen : seen.substring(0, 100);
        return new Refused(
                new Failure(FailureCode.INVALID_FIELD, "The header cannot be read.", shown, allowed), header);
    }
}
