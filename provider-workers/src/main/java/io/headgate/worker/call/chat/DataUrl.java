package io.headgate.worker.call.chat;

import java.util.Locale;
import java.util.Optional;

/**
 * A {@code data:} URL in base64, the way a client puts an image into a body.
 *
 * @param mediaType in lower case, without parameters
 * @param base64 as it came: whether it is base64 is the provider's to say
 */
record DataUrl(String mediaType, String base64) {
    private static final String SCHEME = "data:";
    private static final String ENCODING = ";base64";
    /** What clients often call a JPEG; only its own name is known everywhere. */
    private static final String JPG = "image/jpg";

    static boolean is(String url) {
        return url.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /** Empty when it is none, is not in base64 or names no type. */
    static Optional<DataUrl> of(String url) {
        int comma = url.indexOf(',');
        if (!is(url) || comma < 0) {
            return Optional.empty();
        }
        String head = url.substring(SCHEME.length(), comma).toLowerCase(Locale.ROOT);
        if (!head.endsWith(ENCODING)) {
            return Optional.empty();
        }
        int end = head.indexOf(';');
        String mediaType = head.substring(0, end).strip();
        return mediaType.isEmpty()
                ? Optional.empty()
                : Optional.of(new DataUrl(
                        mediaType.equals(JPG) ? "image/jpeg" : mediaType,
                        url.substring(comma + 1).strip()));
    }

    /** Without the data. */
    @Override
    public String toString() {
        return "DataUrl[%s]".formatted(mediaType);
    }
}
