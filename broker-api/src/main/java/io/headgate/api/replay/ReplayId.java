package io.headgate.api.replay;

import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What a replay is called: {@code replay_} and 24 hexadecimal digits. */
public record ReplayId(String value) {
    private static final String PREFIX = "replay_";
    private static final int BYTES = 12;
    private static final int CHILD_DIGITS = 32;
    private static final Pattern SHAPE = Pattern.compile(PREFIX + "[0-9a-f]{24}");
    private static final SecureRandom RANDOM = new SecureRandom();

    public ReplayId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("ReplayId: seen %d characters, allowed %s and 24 hexadecimal digits"
                    .formatted(value.length(), PREFIX));
        }
    }

    /** A new one, like no other. */
    public static ReplayId next() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return new ReplayId(PREFIX + HexFormat.of().formatHex(random));
    }

    /**
     * The id of the request that is sent in place of {@code parent}: the same each time it is asked for, so that what is sent
     * twice, by a process that was killed and by its successor, counts once.
     */
    public RequestId childOf(RequestKey parent) {
        String of = value + "/" + parent.tenant() + "/" + parent.request();
        return new RequestId(
                "replay-" + Sha256.hex(of.getBytes(StandardCharsets.UTF_8)).substring(0, CHILD_DIGITS));
    }

    @Override
    public String toString() {
        return value;
    }
}
