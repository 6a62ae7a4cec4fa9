package io.headgate.deploy.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TestServersIT {

    private final String bootstrap = TestServers.shared().bootstrapServers();
    private final String topic = TestServers.freshPrefix(TestServersIT.class) + "records";

    @Test
    void recordIsRead_whenItWasProduced() throws Exception {
        Clients.createTopic(bootstrap, topic);

        try (var producer = Clients.producer(bootstrap)) {
            producer.send(new ProducerRecord<>(topic, "key", "value")).get();
        }

        assertThat(Clients.read(bootstrap, topic, 1)).containsExactly("value");
    }

    @Test
    void onlyCommittedIsRead_whenTransactionsEndBothWays() throws Exception {
        Clients.createTopic(bootstrap, topic);

        try (var producer = Clients.transactionalProducer(bootstrap, topic)) {
            for (String value : List.of("one", "two", "three")) {
                producer.beginTransaction();
                var _ = producer.send(new ProducerRecord<>(topic, value));
                if (value.equals("two")) {
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
        }

        assertThat(Clients.read(bootstrap, topic, 2)).containsExactly("one", "three");
    }

    @Test
    void databasesAreApart_whenEachTestTakesItsOwn() throws Exception {
        String one = TestServers.freshDatabase();
        String other = TestServers.freshDatabase();

        Clients.execute(one, "CREATE TABLE prompts (id INT)");

        assertThat(Clients.query(one, "SELECT to_regclass('prompts')")).isEqualTo("prompts");
        assertThat(Clients.query(other, "SELECT to_regclass('prompts')")).isNull();
    }

    @Test
    void timeAndTextAreTheSameEverywhere_whenTheMachineIsSetOtherwise() throws Exception {
        String url = TestServers.freshDatabase();

        assertThat(Clients.query(url, "SHOW server_encoding")).isEqualTo("UTF8");
        assertThat(Clients.query(url, "SELECT reset_val FROM pg_settings WHERE name = 'log_timezone'"))
                .isEqualTo("UTC");
        assertThat(Clients.query(url, "SELECT lower('Ä') || ('Z' < 'a')")).isEqualTo("ätrue");
    }
}
