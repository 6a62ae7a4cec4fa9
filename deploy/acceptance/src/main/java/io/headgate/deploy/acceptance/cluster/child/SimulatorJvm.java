package io.headgate.deploy.acceptance.cluster.child;

import io.headgate.deploy.simulator.SimulatorMain;
import io.headgate.schemas.telemetry.Logs;

/** The simulator. Arguments: its own. */
public final class SimulatorJvm {
    private SimulatorJvm() {}

    public static void main(String[] arguments) {
        Logs.configure();
        Leash.hold();
        SimulatorMain.main(arguments);
    }
}
