package io.headgate.schemas.codec.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.AvroSchemas;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.Notice;
import java.time.Duration;
import java.time.Instant;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The codec and a real registry. A quick build does not unpack one. */
@DisabledIfSystemProperty(named = "quick", matches = ".*")
class RegistryIT {
    private static final Notice NOTICE = new Notice(
            new RequestKey(new TenantId("acme"), new RequestId("r-1")),
            Notice.Kind.WAITING,
            "over its rate",
            null,
            Instant.parse("2026-11-20T15:00:00Z"));

    private static RegistryProcess registry;

    @BeforeAll
    static void start() throws Exception {
        registry = RegistryProcess.start();
    }

    @AfterAll
    static void stop() throws Exception {
        registry.close();
    }

    @Test
    void anotherProcessReads_whatOneHasWritten() {
        try (RegistryClient writer = client();
                RegistryClient reader = client()) {
            Codecs writing = AvroCodecs.confluent(writer);
            byte[] value = writing.notice().encode(NOTICE);

            assertThat(value[0]).isZero();
            assertThat(AvroCodecs.confluent(reader).notice().decode(value)).isEqualTo(new Decoded.Readable<>(NOTICE));
            assertThat(writing.notice().decode(value)).isEqualTo(new Decoded.Readable<>(NOTICE));
        }
    }

    @Test
    void everySchemaIsRegistered_andItsIdIsTheSameEveryTime() {
        try (RegistryClient one = client();
                RegistryClient other = client()) {
            for (Schema schema : AvroSchemas.byName().values()) {
                int id = one.register(schema.getFullName(), schema);
                assertThat(other.register(schema.getFullName(), schema)).isEqualTo(id);
                assertThat(other.byId(id).orElseThrow().getFullName()).isEqualTo(schema.getFullName());
            }
        }
    }

    @Test
    void unreadable_whenIdIsUnknown() {
        try (RegistryClient client = client()) {
            byte[] value = {0, 0x7f, 0x7f, 0x7f, 0x7f, 1, 2, 3};

            assertThat(failureCode(AvroCodecs.confluent(client).notice().decode(value)))
                    .isEqualTo(FailureCode.UNKNOWN_SCHEMA);
        }
    }

    @Test
    void unreadable_whenIdIsAnotherMessages() {
        try (RegistryClient client = client()) {
            Codecs codecs = AvroCodecs.confluent(client);

            assertThat(failureCode(codecs.dispatch().decode(codecs.notice().encode(NOTICE))))
                    .isEqualTo(FailureCode.UNKNOWN_SCHEMA);
        }
    }

    @Test
    void refused_whenASchemaWouldBreakItsReaders() {
        try (RegistryClient client = client()) {
            client.register("io.headgate.test.Thing", thing("{\"name\":\"a\",\"type\":\"string\"}"));

            assertThatThrownBy(() -> client.register(
                            "io.headgate.test.Thing",
                            thing("{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":\"long\"}")))
                    .isInstanceOf(SchemaRefusedException.class)
                    .hasMessageContaining("io.headgate.test.Thing");
        }
    }

    @Test
    void unavailable_whenThePathIsNotTheRegistrys() {
        RegistryConfig wrong = RegistryConfig.open(registry.url().resolve("/nowhere"));
        try (RegistryClient client = new RegistryClient(wrong)) {
            assertThatThrownBy(() -> client.byId(1)).isInstanceOf(RegistryUnavailableException.class);
        }
    }

    private static Schema thing(String fields) {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Thing\",\"namespace\":\"io.headgate.test\",\"fields\":[%s]}"
                        .formatted(fields));
    }

    private static RegistryClient client() {
        return new RegistryClient(
                new RegistryConfig(registry.url(), new RegistryConfig.Credentials.None(), Duration.ofSeconds(30)));
    }

    private static FailureCode failureCode(Decoded<?> decoded) {
        assertThat(decoded).isInstanceOf(Decoded.Unreadable.class);
        return ((Decoded.Unreadable<?>) decoded).failure().code();
    }
}
