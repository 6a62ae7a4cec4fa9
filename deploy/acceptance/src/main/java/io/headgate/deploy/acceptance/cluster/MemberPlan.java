package io.headgate.deploy.acceptance.cluster;

import java.util.List;
import java.util.Map;

/**
 * What a process is started as, in each of its lives.
 *
 * @param main a class of {@code cluster.child}
 * @param options of its JVM, beside those that all have
 * @param environment may hold secrets
 */
record MemberPlan(
        String name,
        Kind kind,
        Class<?> main,
        List<String> options,
        List<String> arguments,
        int heapMegabytes,
        Map<String, String> environment) {
    MemberPlan {
        options = List.copyOf(options);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** Without the environment. */
    @Override
    public String toString() {
        return "MemberPlan[" + name + "]";
    }
}
