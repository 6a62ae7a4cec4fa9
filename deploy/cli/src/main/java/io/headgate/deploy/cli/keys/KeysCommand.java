package io.headgate.deploy.cli.keys;

import picocli.CommandLine.Command;

/** API keys. */
@Command(
        name = "keys",
        description = "Create, list, rotate and revoke the API keys of HTTP callers.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {CreateKeyCommand.class, ListKeysCommand.class, RotateKeyCommand.class, RevokeKeyCommand.class},
        footer = {
            "",
            "Speaks to Postgres: whoever has its password and the pepper (env HEADGATE_KEY_PEPPER, or the data directory of"
                    + " `up`) may make keys. A key is shown once. What is done here is in `headgate audit`."
        })
public final class KeysCommand {}
