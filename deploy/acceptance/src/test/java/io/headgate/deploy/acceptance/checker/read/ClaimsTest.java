package io.headgate.deploy.acceptance.checker.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.acceptance.checker.evidence.Published;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    private final Claims claims = new Claims(new Values(new Schemas(null)), new Names(), "headgate.requests");

    @Test
    void headersNameWhatTheValueDoesNot() {
        Published published = of("headgate.requests", "{\"model\":\"m\"}", Map.of("headgate-tenant", "acme"));
        assertThat(published.tenants()).containsExactly("acme");
        assertThat(published.ids()).isEmpty();
        assertThat(published.placeId()).isEqualTo("topicId-3-41");
        assertThat(published.attributable()).isTrue();
    }

    @Test
    void anEnvelopeAndABatchLineNameTheirs() {
        assertThat(of("headgate.requests", "{\"headgate\":{\"tenant\":\"acme\",\"id\":\"r-1\"},\"body\":{}}", Map.of())
                        .ids())
                .containsExactly("r-1");
        assertThat(of("headgate.requests", "{\"custom_id\":\"line-1\",\"body\":{}}", Map.of())
                        .ids())
                .containsExactly("line-1");
    }

    @Test
    void onATenantsOwnTopicTheTopicAloneSaysWhose() {
        Published published = of("headgate.requests.acme", "{}", Map.of("headgate-tenant", "globex"));
        assertThat(published.tenants()).containsExactly("acme");
    }

    @Test
    void twoTenantsAreNobodysRecord() {
        Published published =
                of("headgate.requests", "{\"headgate\":{\"tenant\":\"acme\"}}", Map.of("headgate-tenant", "globex"));
        assertThat(published.tenants()).containsExactlyInAnyOrder("acme", "globex");
        assertThat(published.attributable()).isFalse();
    }

    @Test
    void anyBytesAreRead() {
        for (String value : new String[] {"", "\u0000", "not json", "[1]", "null", "\u00c3\u0001xxxxxxxxxxxx"}) {
            assertThat(of("headgate.requests", value, Map.of()).tenants()).isEmpty();
        }
    }

    private Published of(String topic, String value, Map<String, String> headers) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(topic, 3, 41, null, value.getBytes(StandardCharsets.ISO_8859_1));
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return claims.of(record, "topicId");
    }
}
