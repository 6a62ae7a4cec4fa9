package io.headgate.deploy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerSettingsTest {
    private static final BrokerNode FIRST = new BrokerNode(1, 9001, 9101, null);
    private static final BrokerNode SECOND =
            new BrokerNode(2, 9002, 9102, new BrokerNode.Detour(9202, "second.test", 9302));
    private static final BrokerNode THIRD = new BrokerNode(3, 9003, 9103, null);

    @TempDir
    Path log;

    @Test
    void aBrokerThatIsAloneKeepsOneReplica_andHasOneWayIn() {
        Properties settings = BrokerSettings.of(log, BrokerCluster.ofOne(9001, 9101), FIRST);

        assertThat(settings)
                .containsEntry("controller.quorum.voters", "1@127.0.0.1:9101")
                .containsEntry("advertised.listeners", "PLAINTEXT://127.0.0.1:9001")
                .containsEntry("default.replication.factor", "1")
                .containsEntry("min.insync.replicas", "1");
    }

    @Test
    void ofThreeOneMayBeLost_andClientsAndBrokersAreSentTheWayRound() {
        BrokerCluster cluster = BrokerCluster.of(List.of(FIRST, SECOND, THIRD));

        Properties settings = BrokerSettings.of(log, cluster, cluster.node(2));

        assertThat(settings)
                .containsEntry("node.id", "2")
                .containsEntry("controller.quorum.voters", "1@127.0.0.1:9101,2@127.0.0.1:9102,3@127.0.0.1:9103")
                .containsEntry(
                        "listeners", "PLAINTEXT://127.0.0.1:9002,CONTROLLER://127.0.0.1:9102,DETOUR://127.0.0.1:9202")
                .containsEntry("advertised.listeners", "PLAINTEXT://127.0.0.1:9002,DETOUR://second.test:9302")
                .containsEntry("inter.broker.listener.name", "DETOUR")
                .containsEntry("transaction.state.log.replication.factor", "3")
                .containsEntry("transaction.state.log.min.isr", "2")
                .containsEntry("min.insync.replicas", "2");
    }

    @Test
    void aClusterOfNobodyOrOfOneTwiceIsRefused() {
        assertThatThrownBy(() -> BrokerCluster.of(List.of())).hasMessageContaining("allowed are one or more");
        assertThatThrownBy(() -> BrokerCluster.of(List.of(FIRST, FIRST))).hasMessageContaining("of different ids");
        assertThatThrownBy(() -> BrokerCluster.of(List.of(FIRST)).node(2)).hasMessageContaining("no node 2");
    }
}
