package io.headgate.schemas.topic;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.embedded.TestServers;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Topics on a real broker. */
class TopicsIT {
    private static final List<ProviderName> PROVIDERS = List.of(new ProviderName("openai"));
    private static final List<TenantId> TENANTS = List.of(new TenantId("acme"));

    private static Admin admin;
    private TopicNames names;

    @BeforeAll
    static void connect() {
        admin = Admin.create(Map.of("bootstrap.servers", TestServers.shared().bootstrapServers()));
    }

    @AfterAll
    static void disconnect() {
        admin.close();
    }

    @BeforeEach
    void freshInstallation() {
        names = new TopicNames(TestServers.freshPrefix(TopicsIT.class));
    }

    @Test
    void missingTopicsAreCreatedOnce_withTheirSettings() throws Exception {
        List<String> created = provisioner(3, 2).provision(PROVIDERS, TENANTS);

        assertThat(created)
                .hasSize(TopicCatalog.all().size())
                .contains(
                        names.requests(),
                        names.requests(TENANTS.getFirst()),
                        names.dispatch(PROVIDERS.getFirst()),
                        names.dispatchCritical(PROVIDERS.getFirst()));
        assertThat(count(names.admissions())).isEqualTo(3);
        assertThat(count(names.results())).isEqualTo(2);
        assertThat(count(names.catalog())).isEqualTo(1);
        assertThat(setting(names.catalog(), "cleanup.policy")).isEqualTo("compact");
        assertThat(setting(names.tenants(), "cleanup.policy")).isEqualTo("compact");
        assertThat(setting(names.requests(), "cleanup.policy")).isEqualTo("delete");
        assertThat(setting(names.requests(), "retention.ms")).isEqualTo("604800000");
        assertThat(provisioner(3, 2).provision(PROVIDERS, TENANTS)).isEmpty();
    }

    @Test
    void existingTopicIsLeftAlone_andANewProviderGetsItsOwn() throws Exception {
        exists(names.results(), 5);
        provisioner(3, 2).provision(PROVIDERS, List.of());

        assertThat(count(names.results())).isEqualTo(5);
        assertThat(provisioner(3, 2).provision(List.of(new ProviderName("mistral")), List.of()))
                .containsExactlyInAnyOrder(
                        names.dispatch(new ProviderName("mistral")),
                        names.dispatchCritical(new ProviderName("mistral")));
    }

    /** Another count in the settings of a later run must not split a tenant's state. */
    @Test
    void lostTenantTopicGetsItsSiblingsCount_whenSettingsSayOtherwise() throws Exception {
        exists(names.admissions(), 6);
        provisioner(3, 2).provision(PROVIDERS, List.of());

        assertThat(PartitionCheck.of(admin, names, OptionalInt.empty()))
                .isEqualTo(new PartitionCheck.Outcome.Agreed(6));
    }

    @Test
    void agreed_whenProvisioned() {
        provisioner(3, 2).provision(PROVIDERS, List.of());

        assertThat(PartitionCheck.of(admin, names, OptionalInt.of(3))).isEqualTo(new PartitionCheck.Outcome.Agreed(3));
    }

    @Test
    void refusedNamingBoth_whenTheBrokersCountsDiffer() throws Exception {
        exists(names.admissions(), 4);
        exists(names.attempts(), 2);
        for (String other :
                List.of(names.intents(), names.orphans(), names.tenants(), names.cancels(), names.quotas())) {
            exists(other, 4);
        }

        assertThat(PartitionCheckTest.reason(PartitionCheck.of(admin, names, OptionalInt.empty())))
                .contains(names.admissions() + " has 4", names.attempts() + " has 2");
    }

    @Test
    void refusedNamingThem_whenTopicsAreMissing() {
        assertThat(PartitionCheckTest.reason(PartitionCheck.of(admin, names, OptionalInt.empty())))
                .contains(names.admissions(), names.cancels(), "headgate apply");
    }

    private TopicProvisioner provisioner(int tenantPartitions, int freePartitions) {
        return new TopicProvisioner(admin, names, new Partitions(tenantPartitions, freePartitions, (short) 1));
    }

    /** Made by somebody else, and known to the broker. */
    private static void exists(String topic, int partitions) throws Exception {
        admin.createTopics(Set.of(new NewTopic(topic, partitions, (short) 1)))
                .all()
                .get();
        await().until(() -> TenantCounts.of(admin, List.of(topic)).get(topic), count -> count == partitions);
    }

    private static int count(String topic) throws Exception {
        return requireNonNull(admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .get()
                        .get(topic))
                .partitions()
                .size();
    }

    private static String setting(String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = requireNonNull(
                admin.describeConfigs(List.of(resource)).all().get().get(resource));
        return config.get(name).value();
    }
}
