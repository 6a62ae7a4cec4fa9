package io.headgate.worker;

import io.headgate.schemas.process.Role;
import io.headgate.schemas.process.ServiceMain;

/** Runs this service as a process of its own; {@code --help} tells its options. */
public final class WorkerMain {
    private WorkerMain() {}

    public static void main(String[] args) {
        ServiceMain.run(Role.WORKER, args);
    }
}
