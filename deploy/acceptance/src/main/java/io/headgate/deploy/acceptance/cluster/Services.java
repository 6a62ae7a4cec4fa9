package io.headgate.deploy.acceptance.cluster;

import io.headgate.deploy.acceptance.cluster.child.ServiceJvm;
import io.headgate.deploy.embedded.EmbeddedDatabase;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Headgate's own processes, not started yet. */
final class Services {
    private Services() {}

    /** By name, in the order in which they are started. */
    static Map<String, Member> of(ClusterShape shape, Ground ground, Path directory, Path logs, Providers providers) {
        Map<String, Member> members = new LinkedHashMap<>();
        for (Kind kind : ClusterShape.services()) {
            for (String name : shape.members(kind)) {
                Map<String, String> environment = new HashMap<>(environment());
                if (kind == Kind.WORKER) {
                    environment.putAll(providers.keys());
                }
                members.put(
                        name,
                        new Member(
                                new MemberPlan(
                                        name,
                                        kind,
                                        ServiceJvm.class,
                                        List.of(ground.hosts(name, directory)),
                                        arguments(kind, name, ground, directory),
                                        heap(kind),
                                        environment),
                                logs));
            }
        }
        return members;
    }

    private static Map<String, String> environment() {
        return Map.of("HEADGATE_JDBC_PASSWORD", EmbeddedDatabase.PASSWORD, "HEADGATE_LOG", "json");
    }

    private static List<String> arguments(Kind kind, String name, Ground ground, Path directory) {
        return List.of(
                kind.text(),
                "--bootstrap-server",
                ground.bootstrapServers(),
                "--jdbc-url",
                ground.jdbcUrl(),
                "--jdbc-user",
                EmbeddedDatabase.USER,
                "--instance",
                name,
                "--state-dir",
                directory.resolve("state").resolve(name).toString(),
                "--port",
                "0",
                // So that what a crash cut off is in the books soon after the last request.
                "--set",
                "headgate.metering.orphans.after=" + Cluster.ORPHANED_AFTER.toSeconds() + "s",
                "--set",
                "headgate.metering.orphans.look-every=1s",
                // Its clients name their tenants themselves.
                "--set",
                "headgate.api.open=true");
    }

    private static int heap(Kind kind) {
        return switch (kind) {
            case ROUTER, WORKER -> 320;
            case METERING, API -> 256;
            case BROKER, SIMULATOR -> throw new IllegalArgumentException(kind + " is no service");
        };
    }
}
