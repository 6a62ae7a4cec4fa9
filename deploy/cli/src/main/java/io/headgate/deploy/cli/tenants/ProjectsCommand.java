package io.headgate.deploy.cli.tenants;

import picocli.CommandLine.Command;

/** Limits of tenants' projects. */
@Command(
        name = "projects",
        description = "List, set and take back the limits of a tenant's projects.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {ListProjectsCommand.class, SetProjectCommand.class, UnsetProjectCommand.class},
        footer = {
            "",
            "A project is a tag: it is there as soon as a request bears it. Its limits are among its tenant's settings, and take",
            "effect on its next request."
        })
public final class ProjectsCommand {}
