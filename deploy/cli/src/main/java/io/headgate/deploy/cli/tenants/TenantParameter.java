package io.headgate.deploy.cli.tenants;

import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.process.OptionError;
import picocli.CommandLine.Parameters;

/** The tenant that a command is about. */
final class TenantParameter {
    @Parameters(paramLabel = "TENANT", description = "The tenant.")
    private String tenant = "";

    /** @throws OptionError when it is no tenant's name */
    TenantId id() {
        try {
            return new TenantId(tenant);
        } catch (IllegalArgumentException notATenant) {
            throw new OptionError("TENANT: " + notATenant.getMessage());
        }
    }
}
