package io.headgate.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.codec.AvroSchemas;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TopicCatalogTest {
    @Test
    void everyNamedTopicIsListed() {
        TopicNames names = new TopicNames("");
        assertThat(TopicCatalog.all().stream().map(TopicSpec::name))
                .containsExactlyInAnyOrder(
                        names.requests(),
                        names.requests(new TenantId("t")).replace(".t", ".<tenant>"),
                        names.admissions(),
                        names.dispatch(new ProviderName("p")).replace(".p", ".<provider>"),
                        names.dispatchCritical(new ProviderName("p")).replace(".p.", ".<provider>."),
                        names.attempts(),
                        names.intents(),
                        names.orphans(),
                        names.results(),
                        names.failures(),
                        names.notices(),
                        names.deltas(),
                        names.cancels(),
                        names.judgements(),
                        names.feedback(),
                        names.health(),
                        names.increments(),
                        names.quotas(),
                        names.canaries(),
                        names.refusals(),
                        names.catalog(),
                        names.tenants(),
                        names.alerts(),
                        names.batches(),
                        names.deadletters());
    }

    @Test
    void everyValueHasASchema_andEverySchemaATopic() {
        Set<String> values = TopicCatalog.all().stream()
                .filter(TopicSpec::avro)
                .map(TopicSpec::value)
                .collect(Collectors.toSet());
        assertThat(values).isEqualTo(AvroSchemas.byName().keySet());
    }

    @Test
    void tenantsStateIsInOneTask() {
        assertThat(TopicCatalog.sharingTenantPartitions().stream().map(TopicSpec::name))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of("admissions", "attempts", "tenants", "cancels", "quotas", "intents", "orphans")
                                .toList());
    }
}
