package io.headgate.schemas.tenant.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.headgate.schemas.topic.TopicNames;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Where no Kafka answers. */
class TenantFeedTest {
    private static final KafkaConnection NOWHERE = new KafkaConnection(
            "127.0.0.1:1",
            Map.of("default.api.timeout.ms", "200", "request.timeout.ms", "100"),
            new TopicNames("headgate."));

    @Test
    void saysWhatIsMissing() {
        Source source = new Source();
        try (TenantFeed feed =
                TenantFeed.start(NOWHERE, AvroCodecs.singleObject().tenantSettings(), source)) {
            assertThat(feed.missing()).hasValue(TenantCatalogs.NO_CATALOGUE);
            source.published();
            assertThat(feed.missing())
                    .hasValueSatisfying(text -> assertThat(text).contains("settings of tenants", "headgate.tenants"));
            assertThatIllegalStateException().isThrownBy(feed::common);
        }
    }

    /** A catalogue is heard of; nobody looks at it before the settings are read. */
    private static final class Source implements CatalogSource {
        private Consumer<Catalogue> last = _ -> {};

        @Override
        public Catalogue current() {
            throw new IllegalStateException("none");
        }

        @Override
        public void subscribe(Consumer<Catalogue> listener) {
            last = listener;
        }

        @SuppressWarnings("NullAway") // The feed asks no more of it than that it came.
        void published() {
            last.accept(null);
        }
    }
}
