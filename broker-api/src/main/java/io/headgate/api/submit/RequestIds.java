package io.headgate.api.submit;

import io.headgate.schemas.id.RequestId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Ids for requests that bring none: UUIDs of version 7 (RFC 9562), which sort by time. Thread-safe. */
public final class RequestIds {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT_RFC_9562 = 0x8000_0000_0000_0000L;

    private RequestIds() {}

    public static RequestId next(Instant now) {
        long randomA = RANDOM.nextLong() & 0x0FFFL;
        long randomB = RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL;
        long time = now.toEpochMilli() << 16;
        return new RequestId(new UUID(time | VERSION_7 | randomA, VARIANT_RFC_9562 | randomB).toString());
    }
}
