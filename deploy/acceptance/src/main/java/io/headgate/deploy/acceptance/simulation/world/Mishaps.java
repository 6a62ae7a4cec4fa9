package io.headgate.deploy.acceptance.simulation.world;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;

/** What befalls processes: none to five of it, each at its moment. */
final class Mishaps {
    private static final int LATEST = 9_000;

    private enum Kind {
        ROUTER_KILLED,
        METERING_KILLED,
        WORKER_KILLED,
        WORKER_FROZEN,
        WORKER_ROLLED
    }

    private record Mishap(Duration at, Kind kind, int whom) {}

    private final Queue<Mishap> planned;
    private final Actor router;
    private final Actor metering;
    private final List<Worker> workers;
    private final FakeClock clock;

    Mishaps(Dice dice, Actor router, Actor metering, List<Worker> workers, FakeClock clock) {
        this.router = router;
        this.metering = metering;
        this.workers = workers;
        this.clock = clock;
        List<Mishap> drawn = new ArrayList<>();
        for (int i = dice.between(0, 5); i > 0; i--) {
            Kind kind = dice.percent(25) ? Kind.WORKER_FROZEN : dice.pick(List.of(Kind.values()));
            drawn.add(new Mishap(dice.millis(0, LATEST), kind, dice.between(0, workers.size() - 1)));
        }
        drawn.sort(Comparator.comparing(Mishap::at));
        this.planned = new ArrayDeque<>(drawn);
    }

    void happen() {
        Mishap next = planned.peek();
        if (next == null || next.at().compareTo(clock.passed()) > 0) {
            return;
        }
        planned.remove();
        switch (next.kind()) {
            case ROUTER_KILLED -> router.crash();
            case METERING_KILLED -> metering.crash();
            case WORKER_KILLED -> workers.get(next.whom()).crash();
            case WORKER_FROZEN -> workers.get(next.whom()).freeze();
            case WORKER_ROLLED -> workers.get(next.whom()).roll();
        }
    }

    boolean isOver() {
        return planned.isEmpty();
    }
}
