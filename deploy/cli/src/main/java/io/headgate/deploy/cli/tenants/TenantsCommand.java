package io.headgate.deploy.cli.tenants;

import picocli.CommandLine.Command;

/** Settings of tenants. */
@Command(
        name = "tenants",
        description =
                "Set, show, list and take back what holds for a tenant in place of what the catalogue says of it.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {
            SetTenantCommand.class,
            ShowTenantCommand.class,
            ListTenantsCommand.class,
            UnsetTenantCommand.class
        },
        footer = {
            "",
            "A file of settings is shaped as tenants.<tenant> in catalog.yml; what it leaves out keeps the catalogue's.",
            "It replaces all settings that the tenant had, and takes effect on its next request."
        })
public final class TenantsCommand {}
