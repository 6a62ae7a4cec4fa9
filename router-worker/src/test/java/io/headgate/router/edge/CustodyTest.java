package io.headgate.router.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Catalogues;
import io.headgate.router.Samples;
import io.headgate.router.budget.AccountId;
import io.headgate.router.budget.Budgets;
import io.headgate.router.budget.Scope;
import io.headgate.router.waiting.RoomLimits;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.OnExceeded;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Priority;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens, in whatever order: each request is in one place, with a worker, in the waiting room, or ended, and
 * ends once. A failure prints its seed.
 */
class CustodyTest {
    private static final int STEPS = 400;

    @TempDir
    Path stateDir;

    private final Set<String> admitted = new LinkedHashSet<>();
    private final Map<String, Dispatch> withWorkers = new HashMap<>();
    private final Map<String, Integer> ended = new HashMap<>();
    private final Set<AttemptId> attempts = new HashSet<>();
    private int seen;
    private long elapsedSeconds;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void eachRequestIsInOnePlace_andEndsOnce(long seed) {
        Random random = new Random(seed);
        try (AdmissionDriver driver = new AdmissionDriver(stateDir, new RoomLimits(12, 1_000_000), catalogue())) {
            for (int step = 0; step < STEPS; step++) {
                act(driver, random, step);
                look(driver);
                assertThat(withWorkers.size() + ended.size() + driver.stored())
                        .as("step %d of seed %d", step, seed)
                        .isEqualTo(admitted.size());
            }
            driver.reachable = true;
            for (int i = 0; i < 200; i++) {
                driver.pass(Duration.ofSeconds(1));
                look(driver);
                List.copyOf(withWorkers.keySet()).forEach(id -> complete(driver, id));
                look(driver);
            }
            assertThat(ended.keySet()).as("ended, seed %d", seed).isEqualTo(admitted);
            assertThat(ended.values()).as("terminal events, seed %d", seed).containsOnly(1);
            assertThat(driver.stored()).isZero();
            assertThat(driver.ledger()
                            .account(new AccountId(Samples.ACME, Scope.TENANT))
                            .counters())
                    .allSatisfy(counter -> assertThat(counter.reserved()).isEqualByComparingTo("0"));
        }
    }

    private void act(AdmissionDriver driver, Random random, int step) {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5, 6 -> {
                String id = "r-" + step;
                Priority priority = Priority.values()[random.nextInt(3)];
                driver.admit(
                        Requests.request(id, priority, Duration.ofSeconds(elapsedSeconds + 1 + random.nextInt(60))));
                admitted.add(id);
            }
            case 7, 8, 9, 10 -> oneOf(withWorkers.keySet(), random).forEach(id -> complete(driver, id));
            case 11, 12, 13, 14 ->
                oneOf(withWorkers.keySet(), random).forEach(id -> {
                    Dispatch dispatch = withWorkers.remove(id);
                    if (dispatch != null) {
                        driver.attempt(WorkerAnswers.nobodyThere(dispatch));
                    }
                });
            case 15, 16 -> oneOf(admitted, random).forEach(driver::cancel);
            case 17 -> driver.reachable = !driver.reachable;
            default -> {
                int seconds = 1 + random.nextInt(5);
                driver.pass(Duration.ofSeconds(seconds));
                elapsedSeconds += seconds;
            }
        }
    }

    /** A worker writes the terminal event and settles. */
    private void complete(AdmissionDriver driver, String id) {
        withWorkers.remove(id);
        ended.merge(id, 1, Integer::sum);
        driver.settle(id);
    }

    private void look(AdmissionDriver driver) {
        List<Dispatch> dispatches = driver.allDispatches();
        for (Dispatch dispatch : dispatches.subList(seen, dispatches.size())) {
            String id = dispatch.request().key().request().value();
            assertThat(attempts.add(dispatch.attempt()))
                    .as("attempt %s is new", dispatch.attempt())
                    .isTrue();
            assertThat(withWorkers.put(id, dispatch))
                    .as("%s was with nobody", id)
                    .isNull();
        }
        seen = dispatches.size();
        for (InferenceResult result : driver.results()) {
            ended.merge(result.key().request().value(), 1, Integer::sum);
        }
    }

    private static List<String> oneOf(Set<String> ids, Random random) {
        List<String> inOrder = new ArrayList<>(ids);
        inOrder.sort(String::compareTo);
        return inOrder.isEmpty() ? List.of() : List.of(inOrder.get(random.nextInt(inOrder.size())));
    }

    private static Catalogue catalogue() {
        return Catalogues.limited(
                Catalogues.withMaxInFlight(Catalogues.sample(), 2),
                Budgets.limit(Measure.IN_FLIGHT, Window.NOW, "4", OnExceeded.WAIT),
                Budgets.limit(Measure.REQUESTS, Window.MINUTE, "30", OnExceeded.WAIT));
    }
}
