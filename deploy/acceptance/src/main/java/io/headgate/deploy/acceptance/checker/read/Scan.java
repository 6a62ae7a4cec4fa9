package io.headgate.deploy.acceptance.checker.read;

import io.headgate.deploy.acceptance.checker.Installation.Canaries;
import io.headgate.deploy.acceptance.checker.evidence.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Looks, while records are read, whether anything is where it must not be. Thread-safe. */
final class Scan {
    /** What a topic is keyed by. */
    enum KeyedBy {
        TENANT,
        REQUEST
    }

    private final Needles<Planted> needles = new Needles<>();
    private final AtomicLong records = new AtomicLong();
    private final List<String> ofOthers = Collections.synchronizedList(new ArrayList<>());
    private final List<String> secrets = Collections.synchronizedList(new ArrayList<>());

    /** @param tenant whose it is; null of a secret, which is for nobody */
    private record Planted(@Nullable String tenant) {}

    Scan(Canaries canaries) {
        canaries.ofTenants().forEach((tenant, text) -> needles.add(text, new Planted(tenant)));
        canaries.secrets().forEach(text -> needles.add(text, new Planted(null)));
    }

    boolean looksForCanaries() {
        return needles.count() > 0;
    }

    int canaries() {
        return needles.count();
    }

    long records() {
        return records.get();
    }

    List<String> ofOthers() {
        return ofOthers;
    }

    List<String> secrets() {
        return secrets;
    }

    /**
     * A record of Headgate's own.
     *
     * @param tenant that the value names
     * @param request that the value names
     */
    void own(ConsumerRecord<byte[], byte[]> record, KeyedBy keyedBy, String tenant, String request) {
        compare(record, "its header's tenant", Headers.text(record, Headers.TENANT), tenant);
        compare(record, "its header's id", Headers.text(record, Headers.ID), request);
        String key = record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
        switch (keyedBy) {
            case TENANT -> compare(record, "its key", key == null ? "" : key, tenant);
            case REQUEST -> compare(record, "its key", key == null ? "" : key, request);
        }
        any(record, tenant);
    }

    /** A record whose tenant was said otherwise, or that has none: looked through for what was planted. */
    void any(ConsumerRecord<byte[], byte[]> record, @Nullable String tenant) {
        records.incrementAndGet();
        if (looksForCanaries()) {
            if (record.value() != null) {
                needles.find(record.value(), planted -> found(record, "its value", planted, tenant));
            }
            for (Header header : record.headers()) {
                if (header.value() != null) {
                    needles.find(header.value(), planted -> found(record, "header " + header.key(), planted, tenant));
                }
            }
        }
    }

    /** Bytes of a log, in which nothing planted may be. */
    void logged(String file, byte[] bytes, int length) {
        needles.find(
                bytes,
                length,
                planted -> secrets.add(
                        planted.tenant == null
                                ? "%s: a planted secret is in it".formatted(file)
                                : "%s: what was planted in prompts of %s is in it".formatted(file, planted.tenant)));
    }

    /** A reply topic of one tenant has a record of another. */
    void misdelivered(Place place, String owner, String tenant) {
        ofOthers.add("%s: a result of %s is on a topic of %s".formatted(place, tenant, owner));
    }

    /** An error quotes the prompt of its request. */
    void quoted(Place place, String request) {
        secrets.add("%s: the failure of %s quotes its prompt".formatted(place, request));
    }

    private void found(ConsumerRecord<?, ?> record, String where, Planted planted, @Nullable String tenant) {
        if (planted.tenant == null) {
            secrets.add("%s: a planted secret is in %s".formatted(place(record), where));
        } else if (!planted.tenant.equals(tenant)) {
            ofOthers.add("%s: what was planted in prompts of %s is in %s, which is of %s"
                    .formatted(place(record), planted.tenant, where, tenant == null ? "nobody" : tenant));
        }
    }

    private void compare(ConsumerRecord<?, ?> record, String what, @Nullable String seen, String allowed) {
        if (seen != null && !seen.equals(allowed)) {
            ofOthers.add("%s: %s is '%s', its value is of '%s'".formatted(place(record), what, seen, allowed));
        }
    }

    private static Place place(ConsumerRecord<?, ?> record) {
        return new Place(record.topic(), record.partition(), record.offset());
    }
}
