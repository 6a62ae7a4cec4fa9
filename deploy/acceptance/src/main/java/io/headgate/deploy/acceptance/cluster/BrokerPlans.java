package io.headgate.deploy.acceptance.cluster;

import io.headgate.deploy.acceptance.cluster.child.BrokerJvm;
import io.headgate.deploy.embedded.BrokerCluster;
import io.headgate.deploy.embedded.BrokerNode;
import io.headgate.deploy.embedded.Ports;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.TopicNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The brokers, not started yet, and the proxies before them, which listen already.
 *
 * @param direct where they are reached past the proxies
 */
record BrokerPlans(Map<String, Member> members, Map<String, TcpProxy> proxies, KafkaConnection direct) {
    private static final int HEAP = 320;
    /** Direct, for controllers, and behind the proxy. */
    private static final int PORTS_EACH = 3;

    static BrokerPlans of(int count, Path directory, Path logs) {
        int[] ports = Ports.free(count * PORTS_EACH);
        Map<String, TcpProxy> proxies = new LinkedHashMap<>();
        List<BrokerNode> nodes = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            int first = (number - 1) * PORTS_EACH;
            TcpProxy proxy = TcpProxy.start("kafka-" + number, 0, ports[first + 2]);
            proxies.put(proxy.name(), proxy);
            nodes.add(new BrokerNode(
                    number, ports[first], ports[first + 1], new BrokerNode.Detour(ports[first + 2], proxy.port())));
        }
        BrokerCluster cluster = BrokerCluster.of(nodes);
        Map<String, Member> members = new LinkedHashMap<>();
        for (BrokerNode node : nodes) {
            String name = Kind.BROKER.member(node.id());
            members.put(name, new Member(plan(name, directory, node, cluster), logs));
        }
        String direct =
                nodes.stream().map(node -> Ports.LOOPBACK + ":" + node.port()).collect(Collectors.joining(","));
        return new BrokerPlans(
                members, proxies, new KafkaConnection(direct, Map.of(), new TopicNames(TopicNames.DEFAULT_PREFIX)));
    }

    /** The proxy before a broker. */
    static String proxyOf(String broker) {
        return broker.replace(Kind.BROKER.text(), "kafka");
    }

    private static MemberPlan plan(String name, Path directory, BrokerNode node, BrokerCluster cluster) {
        return new MemberPlan(
                name,
                Kind.BROKER,
                BrokerJvm.class,
                BrokerJvm.arguments(directory.resolve(name), node.id(), cluster),
                HEAP,
                Map.of("HEADGATE_LOG", "json"));
    }
}
