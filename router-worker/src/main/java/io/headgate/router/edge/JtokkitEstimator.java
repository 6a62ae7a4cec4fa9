package io.headgate.router.edge;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import io.headgate.router.body.TokenEstimator;

/** Counts by {@code o200k_base}; of a huge text only the beginning, and the rest in proportion. */
public final class JtokkitEstimator implements TokenEstimator {
    static final int COUNTED_CHARACTERS = 100_000;

    private final Encoding encoding = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    @Override
    public long tokens(String text) {
        if (text.length() <= COUNTED_CHARACTERS) {
            return encoding.countTokensOrdinary(text);
        }
        long counted = encoding.countTokensOrdinary(text.substring(0, COUNTED_CHARACTERS));
        return Math.ceilDiv(counted * text.length(), COUNTED_CHARACTERS);
    }
}
