package io.headgate.deploy.acceptance.simulation.world;

import io.headgate.deploy.acceptance.simulation.task.StreamsTask;
import java.util.List;
import java.util.function.Consumer;

/** A process of Streams tasks: moves one of them at a time, commits now and then, and can be killed between. */
final class Tasks<V> implements Actor {
    private final String name;
    private final List<StreamsTask<V>> tasks;
    private final Consumer<StreamsTask<V>> crashed;
    private final Dice dice;
    private final Trace trace;

    /** @param crashed lets one task die */
    Tasks(String name, List<StreamsTask<V>> tasks, Consumer<StreamsTask<V>> crashed, Dice dice, Trace trace) {
        this.name = name;
        this.tasks = tasks;
        this.crashed = crashed;
        this.dice = dice;
        this.trace = trace;
    }

    @Override
    public boolean step() {
        StreamsTask<V> task = dice.pick(tasks);
        if (task.isUncommitted() && dice.percent(30)) {
            task.commit();
            return true;
        }
        return dice.percent(25) ? task.ring() || task.process(dice.random()) : task.process(dice.random());
    }

    /** All that there is to do, committed; false when there was nothing. */
    boolean settle() {
        boolean any = false;
        for (StreamsTask<V> task : tasks) {
            boolean did = task.ring();
            while (task.process(dice.random())) {
                did = true;
            }
            task.commit();
            any |= did;
        }
        return any;
    }

    @Override
    public void crash() {
        trace.tell(() -> name + " is killed");
        tasks.forEach(crashed);
    }

    List<StreamsTask<V>> all() {
        return tasks;
    }
}
