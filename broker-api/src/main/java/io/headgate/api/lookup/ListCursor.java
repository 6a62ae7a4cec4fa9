package io.headgate.api.lookup;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/**
 * A place in a list: after the request that was accepted then and is called so. It holds for ever, whatever comes and goes
 * around it, and tells nothing that its reader has not seen.
 *
 * @param id of a request
 */
public record ListCursor(Instant acceptedAt, String id) {
    private static final int LONGEST = 1_500;

    public ListCursor {
        acceptedAt = acceptedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** As a client has it: letters, digits, {@code -} and {@code _}. */
    public String text() {
        String plain = acceptedAt + " " + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** The place that a text names; empty when it is none. */
    public static Optional<ListCursor> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            String plain = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)))
                    .toString();
            int space = plain.indexOf(' ');
            if (space < 0 || space + 1 == plain.length() || plain.indexOf('\0') >= 0) {
                return Optional.empty();
            }
            Instant acceptedAt = Instant.parse(plain.substring(0, space));
            return ListQuery.isAskable(acceptedAt)
                    ? Optional.of(new ListCursor(acceptedAt, plain.substring(space + 1)))
                    : Optional.empty();
        } catch (IllegalArgumentException | CharacterCodingException | DateTimeException notOurs) {
            return Optional.empty();
        }
    }
}
