package io.headgate.schemas.token;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;

/**
 * Counts by {@code o200k_base}, word by word; of a huge text only the beginning, and the rest in proportion. To make one
 * reads the encoding, which takes some tenths of a second: once for a process.
 */
public final class JtokkitEstimator implements TokenEstimator {
    static final int COUNTED_CHARACTERS = 100_000;

    private final TokenEstimator counting;

    public JtokkitEstimator() {
        Encoding encoding = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
        counting = new WordByWord(encoding::countTokensOrdinary);
    }

    @Override
    public long tokens(String text) {
        if (text.length() <= COUNTED_CHARACTERS) {
            return counting.tokens(text);
        }
        long counted = counting.tokens(text.substring(0, COUNTED_CHARACTERS));
        return Math.ceilDiv(counted * text.length(), COUNTED_CHARACTERS);
    }
}
