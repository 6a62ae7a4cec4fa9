package io.headgate.deploy.cli.prices;

import picocli.CommandLine.Command;

/** What models cost. */
@Command(
        name = "prices",
        description = "Keep the prices of a catalogue up to date.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = ImportCommand.class)
public final class PricesCommand {}
