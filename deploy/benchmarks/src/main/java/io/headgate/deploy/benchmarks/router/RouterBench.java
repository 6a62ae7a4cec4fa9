package io.headgate.deploy.benchmarks.router;

import io.headgate.deploy.benchmarks.report.Progress;
import io.headgate.deploy.benchmarks.rig.Rig;
import org.jspecify.annotations.Nullable;

/** What every scenario works with; the broker starts when it is asked for. One thread. */
final class RouterBench implements AutoCloseable {
    private final RouterPlan plan;
    private final Progress progress;
    private @Nullable Rig rig;

    RouterBench(RouterPlan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    RouterPlan plan() {
        return plan;
    }

    Progress progress() {
        return progress;
    }

    Rig rig() {
        Rig running = rig;
        if (running == null) {
            progress.step("starting a broker");
            running = Rig.start();
            rig = running;
        }
        return running;
    }

    @Override
    public void close() {
        if (rig != null) {
            rig.close();
        }
    }
}
