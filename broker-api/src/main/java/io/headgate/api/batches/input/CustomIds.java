package io.headgate.api.batches.input;

import io.headgate.schemas.id.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The names of a file's lines, as hashes of 128 bits: 50,000 of them take some 5 MB, however long they are. */
final class CustomIds {
    private final Map<UUID, Integer> lines = new HashMap<>();

    /** The line that had a name first: {@code line} itself when none had it before. */
    int firstWith(String customId, int line) {
        Integer first = lines.putIfAbsent(hash(customId), line);
        return first == null ? line : first;
    }

    private static UUID hash(String customId) {
        String hex = Sha256.hex(customId.getBytes(StandardCharsets.UTF_8));
        return new UUID(Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
    }
}
