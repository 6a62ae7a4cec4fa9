package io.headgate.api;

import io.headgate.schemas.process.Role;
import io.headgate.schemas.process.ServiceMain;

/** Runs this service as a process of its own; {@code --help} tells its options. */
public final class ApiMain {
    private ApiMain() {}

    public static void main(String[] args) {
        ServiceMain.run(Role.API, args);
    }
}
