package io.headgate.deploy.acceptance.simulation.world;

import io.headgate.deploy.acceptance.simulation.log.Entry;
import io.headgate.deploy.acceptance.simulation.log.EventLog;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.message.Cancel;
import io.headgate.schemas.topic.TopicNames;
import io.headgate.worker.report.CancelMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** A process of workers: a lane for each provider, and what it remembers of cancels. It can be killed, stopped for a while, and rolled. */
final class Worker implements Actor {
    private final String name;
    private final List<Lane> lanes = new ArrayList<>();
    private final EventLog log;
    private final Codecs codecs;
    private final TopicNames topics;
    private final FakeClock clock;
    private final Dice dice;
    private final Trace trace;
    private final Map<TopicPartition, Long> cancelsRead = new HashMap<>();
    private CancelMemory cancels = new CancelMemory(1_000);
    private Duration idleUntil = Duration.ZERO;

    Worker(String name, Parts parts) {
        this.name = name;
        this.log = parts.log();
        this.codecs = parts.codecs();
        this.topics = parts.topics();
        this.clock = parts.clock();
        this.dice = parts.dice();
        this.trace = parts.trace();
        for (ProviderName provider : parts.installation().providers()) {
            lanes.add(new Lane(provider, name, parts, () -> cancels));
        }
    }

    @Override
    public boolean step() {
        if (clock.passed().compareTo(idleUntil) < 0) {
            return false;
        }
        readCancels();
        try {
            return dice.pick(lanes).step();
        } catch (Weather.ProcessDied died) {
            crash();
            return true;
        }
    }

    /** Every lane once; true when any had something to do. */
    boolean stepAll() {
        readCancels();
        boolean any = false;
        for (Lane lane : lanes) {
            any |= lane.step();
        }
        return any;
    }

    private void readCancels() {
        for (TopicPartition partition : log.partitions(topics.cancels())) {
            long next = cancelsRead.getOrDefault(partition, 0L);
            Entry entry = log.at(partition, next);
            while (entry != null) {
                if (codecs.cancel().decode(entry.value()) instanceof Decoded.Readable<Cancel>(Cancel cancel)) {
                    cancels.remember(cancel, entry.at(), clock.instant());
                    lanes.forEach(lane -> lane.cancel(cancel.key()));
                }
                next++;
                entry = log.at(partition, next);
            }
            cancelsRead.put(partition, next);
        }
    }

    @Override
    public void crash() {
        trace.tell(() -> name + " is killed");
        lanes.forEach(Lane::die);
        cancels = new CancelMemory(1_000);
        cancelsRead.clear();
        idleFor(dice.percent(50) ? dice.millis(0, 500) : dice.millis(5_000, 9_000));
    }

    /** It stands still, for longer than a session or not, and goes on as if nothing had been. */
    void freeze() {
        Duration frozen = dice.percent(35) ? dice.millis(500, 5_000) : dice.millis(6_100, 9_000);
        trace.tell(() -> "%s stands still for %s".formatted(name, frozen));
        idleFor(frozen);
    }

    /** It is asked to stop, and begins again. */
    void roll() {
        trace.tell(() -> name + " is rolled");
        try {
            lanes.forEach(Lane::drain);
        } catch (Weather.ProcessDied died) {
            crash();
        }
        idleFor(dice.millis(0, 2_000));
    }

    private void idleFor(Duration time) {
        idleUntil = clock.passed().plus(time);
    }

    boolean isIdle() {
        return clock.passed().compareTo(idleUntil) >= 0 && lanes.stream().allMatch(Lane::isIdle);
    }
}
