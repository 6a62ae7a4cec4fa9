package io.headgate.deploy.benchmarks.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.benchmarks.rig.TenantTraffic;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;

/**
 * The lines of a batch, of about 1 KB each and told apart by their custom ids.
 *
 * @param lines how many
 */
record BatchInput(int lines) {
    private static final String LINE =
            "{\"custom_id\":\"%d\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":%s}\n";

    void write(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 1; i <= lines; i++) {
                out.write(LINE.formatted(i, TenantTraffic.body(0, i)));
            }
        }
    }

    /** Takes note of what was told of lines, and knows how many are missing. */
    final class Told {
        private final BitSet seen = new BitSet(lines + 1);

        /** @throws IllegalStateException for a line that is told twice, or is none */
        void line(JsonNode told) {
            int line = told.path("custom_id").asInt(0);
            if (line < 1 || line > lines || seen.get(line)) {
                throw new IllegalStateException("seen line '%s' twice or without need, allowed each of 1 to %d, once"
                        .formatted(told.path("custom_id").asText(), lines));
            }
            seen.set(line);
        }

        int count() {
            return seen.cardinality();
        }
    }
}
