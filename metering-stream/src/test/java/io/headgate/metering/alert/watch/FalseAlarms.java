package io.headgate.metering.alert.watch;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.alert.Watchman;
import io.headgate.schemas.message.Alert;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/** How often was told what was not so. */
final class FalseAlarms {
    private FalseAlarms() {}

    /** What was planted was told, and of all else not more than the share of the days that were judged. */
    static void assertTold(Watchman watchman, String what, int judged, double atMost, Predicate<Alert> planted) {
        List<Alert> raised = watchman.told().stream()
                .filter(alert -> alert.state() == Alert.State.RAISED)
                .toList();
        List<Alert> falseOnes = raised.stream().filter(planted.negate()).toList();
        System.out.printf(
                "%s: %d false alarms in %d days of a line (%.3f %%); where: %s%n",
                what,
                falseOnes.size(),
                judged,
                100.0 * falseOnes.size() / judged,
                falseOnes.stream().collect(groupingBy(alert -> Scopes.name(alert.scope()), TreeMap::new, counting())));
        assertThat(raised).as(what + ", what was planted").anyMatch(planted);
        assertThat((double) falseOnes.size() / judged).as(what + ", false ones").isLessThanOrEqualTo(atMost);
    }
}
