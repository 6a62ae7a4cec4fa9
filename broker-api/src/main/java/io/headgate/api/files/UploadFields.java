package io.headgate.api.files;

import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields of an upload's form that say what its file is: {@code purpose} and {@code expires_after}. */
final class UploadFields {
    private static final String PURPOSE = "purpose";
    private static final String ANCHOR = "expires_after[anchor]";
    private static final String SECONDS = "expires_after[seconds]";
    private static final Set<String> KNOWN = Set.of(PURPOSE, ANCHOR, SECONDS);
    private static final String ANCHOR_ALLOWED = "created_at";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final int MAX_SHOWN = 80;

    private final Map<String, String> values = new HashMap<>();

    /** What the fields come to. */
    sealed interface Read {
        /** @param expiresAt null when the form does not say */
        record Right(Purpose purpose, @Nullable Instant expiresAt) implements Read {}

        record Wrong(Uploaded.Refused refused) implements Read {}
    }

    /** Null when the field is one that may be there, once. */
    Uploaded.@Nullable Refused add(String name, String value) {
        if (!KNOWN.contains(name)) {
            String allowed = "file, purpose, expires_after[anchor], expires_after[seconds]";
            return name.equals("file")
                    ? invalid("file", "The file has no filename.", null, "a part named file, with a filename")
                    : invalid(shown(name), "The form has a field that nothing is known of.", null, allowed);
        }
        return values.putIfAbsent(name, value) == null
                ? null
                : invalid(name, "The form has a field more than once.", "2 values", "one value");
    }

    Read read(Instant createdAt) {
        String given = values.get(PURPOSE);
        Optional<Purpose> purpose = given == null ? Optional.empty() : Purpose.named(given);
        if (purpose.isEmpty() || purpose.get() != Purpose.BATCH) {
            return wrong(
                    PURPOSE,
                    "What the file is for must be said, and be something that is done here with files.",
                    given,
                    Purpose.BATCH.wireName());
        }
        String anchor = values.get(ANCHOR);
        String seconds = values.get(SECONDS);
        if (anchor == null && seconds == null) {
            return new Read.Right(purpose.get(), null);
        }
        if (anchor == null || !anchor.equals(ANCHOR_ALLOWED)) {
            return wrong(ANCHOR, "The expiry counts from another moment.", anchor, ANCHOR_ALLOWED);
        }
        Duration life = seconds != null && NUMBER.matcher(seconds).matches()
                ? Duration.ofSeconds(Long.parseLong(seconds))
                : Duration.ZERO;
        if (life.compareTo(UploadLimits.SHORTEST_LIFE) < 0 || life.compareTo(UploadLimits.LONGEST_LIFE) > 0) {
            return wrong(
                    SECONDS,
                    "The expiry cannot be read, or is out of range.",
                    seconds,
                    "%d to %d"
                            .formatted(UploadLimits.SHORTEST_LIFE.toSeconds(), UploadLimits.LONGEST_LIFE.toSeconds()));
        }
        return new Read.Right(
                purpose.get(), createdAt.truncatedTo(ChronoUnit.SECONDS).plus(life));
    }

    /** Short enough for a message, and without what cannot be shown. */
    static String shown(String value) {
        return value.codePoints()
                .limit(MAX_SHOWN)
                .map(point -> Character.isISOControl(point) ? '_' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Read wrong(String param, String message, @Nullable String seen, String allowed) {
        return new Read.Wrong(invalid(param, message, seen == null ? null : shown(seen), allowed));
    }

    private static Uploaded.Refused invalid(String param, String message, @Nullable String seen, String allowed) {
        return new Uploaded.Refused(new Failure(FailureCode.INVALID_FIELD, message, seen, allowed), param);
    }
}
