package io.headgate.deploy.benchmarks.flow;

import io.headgate.deploy.benchmarks.profile.Profiler;
import io.headgate.deploy.benchmarks.report.Progress;
import io.headgate.deploy.benchmarks.rig.Callers;
import io.headgate.deploy.benchmarks.rig.Rig;
import io.headgate.deploy.benchmarks.subject.BareClientJvm;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What every scenario works with. Headgate starts when it is asked for, and serves one scenario after another. One thread. */
final class FlowBench implements AutoCloseable {
    private final Rig rig;
    private final FlowPlan plan;
    private final Progress progress;
    private final boolean standalone;
    private final @Nullable Gateway gateway;
    private final @Nullable Profiler profiler;
    private @Nullable Party headgate;

    /**
     * @param standalone whether Headgate is one JVM
     * @param gateway null where none is measured
     * @param profiler null where nothing is recorded
     */
    FlowBench(
            Rig rig,
            FlowPlan plan,
            Progress progress,
            boolean standalone,
            @Nullable Gateway gateway,
            @Nullable Profiler profiler) {
        this.rig = rig;
        this.plan = plan;
        this.progress = progress;
        this.standalone = standalone;
        this.gateway = gateway;
        this.profiler = profiler;
    }

    Rig rig() {
        return rig;
    }

    FlowPlan plan() {
        return plan;
    }

    Progress progress() {
        return progress;
    }

    Parties parties() {
        return new Parties(rig, plan);
    }

    /** Who records where a party's time goes, if that is to be known: of Headgate alone. */
    Optional<Profiler> profiler(Party party) {
        return Optional.ofNullable(profiler).filter(_ -> party == headgate);
    }

    Party headgate() throws SQLException {
        Party running = headgate;
        if (running == null) {
            progress.step("starting Headgate, " + (standalone ? "all in one JVM" : "each service in a JVM of its own"));
            running = standalone ? parties().together() : parties().apart();
            headgate = running;
        }
        return running;
    }

    /** Ends it, so that what is measured next has the machine. */
    void endHeadgate() {
        if (headgate != null) {
            headgate.close();
            headgate = null;
        }
    }

    /** Who calls the provider itself. */
    Callers bare() {
        return new Callers(plan.jvmOfOthers(), BareClientJvm.arguments(rig.baseUrl(), plan.callers()));
    }

    /** Who calls the gateway. */
    Optional<Callers> gateway() {
        return Optional.ofNullable(gateway).map(given -> given.callers(plan));
    }

    @Override
    public void close() {
        endHeadgate();
    }
}
