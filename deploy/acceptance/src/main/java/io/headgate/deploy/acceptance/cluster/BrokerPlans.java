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
 * The brokers, not started yet, and the ways to them, whose proxies listen already.
 *
 * @param direct where they are reached past the proxies
 */
record BrokerPlans(Map<String, Member> members, Map<String, Ways> ways, KafkaConnection direct) {
    /** What the brokers are called as servers, before their numbers. */
    static final String SERVER = "kafka-";

    private static final int HEAP = 320;
    /** Direct, for controllers, and behind the proxies. */
    private static final int PORTS_EACH = 3;

    static BrokerPlans of(int count, Clients clients, Path directory, Path logs) {
        int[] ports = Ports.free(count * PORTS_EACH);
        Map<String, Ways> ways = new LinkedHashMap<>();
        List<BrokerNode> nodes = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            int first = (number - 1) * PORTS_EACH;
            String server = SERVER + number;
            Ways to = Ways.to(server, clients, ports[first + 2]);
            ways.put(server, to);
            BrokerNode.Detour detour = new BrokerNode.Detour(ports[first + 2], Clients.host(server), to.port());
            nodes.add(new BrokerNode(number, ports[first], ports[first + 1], detour));
        }
        BrokerCluster cluster = BrokerCluster.of(nodes);
        Map<String, Member> members = new LinkedHashMap<>();
        for (BrokerNode node : nodes) {
            String name = Kind.BROKER.member(node.id());
            String hosts = clients.option(name, ways.keySet(), directory.resolve("hosts"));
            members.put(name, new Member(plan(name, hosts, directory, node, cluster), logs));
        }
        String direct =
                nodes.stream().map(node -> Ports.LOOPBACK + ":" + node.port()).collect(Collectors.joining(","));
        return new BrokerPlans(
                members, ways, new KafkaConnection(direct, Map.of(), new TopicNames(TopicNames.DEFAULT_PREFIX)));
    }

    private static MemberPlan plan(String name, String hosts, Path directory, BrokerNode node, BrokerCluster cluster) {
        return new MemberPlan(
                name,
                Kind.BROKER,
                BrokerJvm.class,
                // Three of them copy everything all the time, and seldom die: here the second compiler pays for itself.
                List.of(hosts, "-XX:TieredStopAtLevel=" + (cluster.nodes().size() > 1 ? 4 : 1)),
                BrokerJvm.arguments(directory.resolve(name), node.id(), cluster),
                HEAP,
                Map.of("HEADGATE_LOG", "json"));
    }
}
