package io.headgate.deploy.benchmarks.rig;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.topic.HeaderNames;
import io.headgate.schemas.topic.TopicNames;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** What clients of several tenants publish, and a catalogue in which each tenant has limits that it never reaches. */
public final class TenantTraffic {
    /** So many that each partition of eight has some. */
    public static final int TENANTS = 32;

    /** What they ask for. */
    public static final String ALIAS = "fast";

    /** Half of about 1 KB is an instruction that a tenant's requests share, half is in no other request. */
    private static final String BODY = """
            {"model":"fast","max_tokens":64,"messages":[{"role":"system","content":"%s Tenant %d."},\
            {"role":"user","content":"Question %d. %s"}]}""";

    private static final String INSTRUCTION = "Answer in one sentence, in the language of the question. ".repeat(8);
    private static final String QUESTION = "Tell me about canals and locks. ".repeat(14);

    /** Calls at once are bounded so that nothing waits: what is measured is what happens to every request. */
    private static final String CATALOGUE = """
            defaults: {tier: standard, deadline: 1h}
            providers:
              sim: {adapter: openai, allow_private: true, endpoints: {main: {base_url: "%s", region: eu}},
                    limits: {max_in_flight: 100000}}
            models:
              small: {provider: sim, provider_model: small-2026-01-01, context_window: 128000,
                      prices: [{from: 2026-01-01, currency: USD, input: "0.15", output: "0.60"}]}
              large: {provider: sim, provider_model: large-2026-01-01, context_window: 128000, capabilities: [tools],
                      prices: [{from: 2026-01-01, currency: USD, input: "2.50", output: "10"}]}
            routes:
              fast: {strategy: cheapest, candidates: [{model: large}, {model: small}]}
            tiers:
              standard:
                limits:
                  - {measure: cost, window: month, amount: "1000000", currency: USD}
                  - {measure: tokens, window: day, amount: "1000000000000"}
                  - {measure: tokens, window: minute, amount: "1000000000000", on_exceeded: wait}
                  - {measure: requests, window: minute, amount: "1000000000", on_exceeded: wait}
            """;

    private TenantTraffic() {}

    /** The catalogue as it is published. */
    public static String yaml(URI baseUrl) {
        return CATALOGUE.formatted(baseUrl);
    }

    /** The same, read; its provider is one that nobody calls. */
    public static Catalogue catalogue() {
        String yaml = yaml(URI.create("https://sim.example/v1"));
        ReadCatalog read = new CatalogReader(InstantSource.system()).read(yaml, new CatalogRevision(1));
        return switch (read) {
            case ReadCatalog.Valid valid -> valid.catalogue();
            case ReadCatalog.Invalid invalid ->
                throw new IllegalStateException(invalid.problems().toString());
        };
    }

    /** The tenant of this number, 0 to {@link #TENANTS} - 1. */
    public static String tenant(int number) {
        return "tenant-" + number;
    }

    /** The request of this number, of about 1 KB; tenants take turns. */
    public static ProducerRecord<byte[], byte[]> request(TopicNames topics, int index) {
        return request(topics, null, index % TENANTS, index);
    }

    /** @param partition null for the producer's choice */
    public static ProducerRecord<byte[], byte[]> request(
            TopicNames topics, @Nullable Integer partition, int tenant, int index) {
        byte[] id = Sample.id(index).getBytes(StandardCharsets.UTF_8);
        Headers headers = new RecordHeaders();
        headers.add(HeaderNames.TENANT, tenant(tenant).getBytes(StandardCharsets.UTF_8));
        headers.add(HeaderNames.ID, id);
        return new ProducerRecord<>(
                topics.requests(), partition, id, body(tenant, index).getBytes(StandardCharsets.UTF_8), headers);
    }

    /** The prompt of this number, as a chat-completions body on one line. */
    public static String body(int tenant, int index) {
        return BODY.formatted(INSTRUCTION, tenant, index, QUESTION);
    }
}
