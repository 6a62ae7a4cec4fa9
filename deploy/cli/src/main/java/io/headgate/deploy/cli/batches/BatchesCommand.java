package io.headgate.deploy.cli.batches;

import picocli.CommandLine.Command;

/** Batches, uploaded and published. */
@Command(
        name = "batches",
        description = "List batches, and show how far one is and what it costs, from Postgres.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {ListBatchesCommand.class, ShowBatchCommand.class})
public final class BatchesCommand {}
