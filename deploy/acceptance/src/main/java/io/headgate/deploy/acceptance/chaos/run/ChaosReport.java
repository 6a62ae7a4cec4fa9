package io.headgate.deploy.acceptance.chaos.run;

import io.headgate.deploy.acceptance.chaos.plan.Fault;
import io.headgate.deploy.acceptance.checker.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What came of a run.
 *
 * @param lines one for each fault, in the plan's order
 * @param requests that were taken in from this run's clients
 * @param open ids of those that have no result
 * @param calls that reached the providers
 * @param absorbed notices of a request that came twice
 * @param repeatsOverHttp how often a client had to ask an API again
 * @param endedByThemselves processes that ended without being told to, how often
 * @param verdict of the checker
 */
public record ChaosReport(
        ChaosSettings settings,
        List<Line> lines,
        int requests,
        List<String> open,
        long calls,
        long absorbed,
        long repeatsOverHttp,
        Map<String, Integer> endedByThemselves,
        Verdict verdict) {
    /** A fault, and how long its victim took to work again, where that can be told. */
    public record Line(Deed deed, Optional<Duration> recovery) {}

    /** Every fault struck, every request ended, and nothing that was judged is broken. */
    public boolean holds() {
        return lines.stream().allMatch(line -> line.deed().struck()) && open.isEmpty() && verdict.holds();
    }

    /** Kills that were carried out. */
    public long kills() {
        return lines.stream()
                .filter(line -> line.deed().fault().isKill() && line.deed().struck())
                .count();
    }

    /** How often each planned kill point was hit: {@code worker at WRITTEN}, {@code router at any time}. Zero is a failure. */
    public Map<String, Integer> hits() {
        Map<String, Integer> hits = new TreeMap<>();
        for (Line line : lines) {
            String point = switch (line.deed().fault()) {
                case Fault.KillAt(var _, var milestone, var _) -> "worker at " + milestone;
                case Fault.Kill(var process, var _) -> process.replaceFirst("-\\d+$", "") + " at any time";
                default -> "";
            };
            if (!point.isEmpty()) {
                hits.merge(point, line.deed().struck() ? 1 : 0, Integer::sum);
            }
        }
        return hits;
    }

    /** Calls for each request that was taken in; 1 where nothing is ever called twice and nothing refused. */
    public double amplification() {
        return requests == 0 ? 0 : (double) calls / requests;
    }

    /** All of it, for a person. */
    public String text() {
        return ChaosReportText.of(this);
    }
}
