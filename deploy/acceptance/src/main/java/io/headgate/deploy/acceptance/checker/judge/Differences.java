package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.evidence.Sum;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Where two accounts of the same lines differ. A line that only one has is nothing in the other. */
final class Differences {
    private Differences() {}

    record Both(Sum left, Sum right) {}

    static Map<Sum.Line, Both> of(Map<Sum.Line, Sum> left, Map<Sum.Line, Sum> right) {
        Set<Sum.Line> lines = new HashSet<>(left.keySet());
        lines.addAll(right.keySet());
        Map<Sum.Line, Both> differing = new LinkedHashMap<>();
        for (Sum.Line line : lines) {
            Sum one = left.getOrDefault(line, Sum.NOTHING);
            Sum other = right.getOrDefault(line, Sum.NOTHING);
            if (!one.is(other)) {
                differing.put(line, new Both(one, other));
            }
        }
        return differing;
    }
}
