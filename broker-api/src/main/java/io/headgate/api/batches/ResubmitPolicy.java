package io.headgate.api.batches;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of the lines that a batch does not get done: when it has ended they are sent again, once, to another alias. It is
 * a pair of the batch's metadata, so that whoever is shown the batch is shown it too.
 */
final class ResubmitPolicy {
    /** In the metadata; its value is the alias. */
    static final String KEY = "headgate_resubmit";

    private static final int ID_DIGITS = 32;

    private ResubmitPolicy() {}

    /** Where to; empty where nothing is said, or nothing that can be an alias. */
    static Optional<Alias> of(Map<String, String> metadata) {
        return Optional.ofNullable(metadata.get(KEY)).flatMap(ResubmitPolicy::alias);
    }

    /** Empty for what can be none. */
    static Optional<Alias> alias(String name) {
        try {
            return Optional.of(new Alias(name));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** What a batch that sends lines again has of its parent's metadata: what it leaves undone is not sent a third time. */
    static Map<String, String> once(Map<String, String> metadata) {
        Map<String, String> rest = new LinkedHashMap<>(metadata);
        rest.remove(KEY);
        return rest;
    }

    /** Of the batch that is made of another by its policy: the same however often it is made. */
    static BatchId child(Batch parent) {
        String name = parent.tenant() + "\n" + parent.id() + "\n" + KEY;
        return new BatchId(
                "batch_" + Sha256.hex(name.getBytes(StandardCharsets.UTF_8)).substring(0, ID_DIGITS));
    }
}
