package io.headgate.deploy.cli.tenants;

import picocli.CommandLine.Parameters;

/** The project that a command is about. */
final class ProjectParameter {
    @Parameters(paramLabel = "PROJECT", description = "The project: what its requests say in the tag project.")
    private String project = "";

    String name() {
        return project;
    }
}
