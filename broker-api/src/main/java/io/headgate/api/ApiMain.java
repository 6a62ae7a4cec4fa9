package io.headgate.api;

import io.headgate.schemas.process.Role;
import io.headgate.schemas.process.ServiceMain;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;

/** Runs this service as a process of its own; {@code --help} tells its options. */
@OpenAPIDefinition(info = @Info(title = "Headgate", version = "1"))
public final class ApiMain {
    private ApiMain() {}

    public static void main(String[] args) {
        ServiceMain.run(Role.API, args);
    }
}
