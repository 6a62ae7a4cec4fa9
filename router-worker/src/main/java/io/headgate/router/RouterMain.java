package io.headgate.router;

import io.headgate.schemas.process.Role;
import io.headgate.schemas.process.ServiceMain;

/** Runs this service as a process of its own; {@code --help} tells its options. */
public final class RouterMain {
    private RouterMain() {}

    public static void main(String[] args) {
        ServiceMain.run(Role.ROUTER, args);
    }
}
