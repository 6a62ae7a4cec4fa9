package io.headgate.deploy.cli.explain;

import java.io.IOException;
import java.util.Map;

/** Whoever is asked what would become of a prompt. */
@FunctionalInterface
public interface Oracle {
    /**
     * What would become of it now.
     *
     * @param headers those that a record may have, names in lower case
     * @param body in any of the shapes that a client may send
     */
    Answer explain(Map<String, String> headers, byte[] body) throws IOException, InterruptedException;
}
