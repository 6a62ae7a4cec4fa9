package io.headgate.deploy.cli.keys;

import io.headgate.api.access.KeyId;
import io.headgate.schemas.process.OptionError;
import picocli.CommandLine.Parameters;

/** The key that a command is about. */
final class KeyParameter {
    @Parameters(paramLabel = "ID", description = "The key's id: the middle of hg_<id>_<secret>.")
    private String id = "";

    /** @throws OptionError when it is no id; never shows what was given, which may be a whole key */
    KeyId id() {
        try {
            return new KeyId(id);
        } catch (IllegalArgumentException notAnId) {
            throw new OptionError("ID: " + notAnId.getMessage());
        }
    }
}
