package io.headgate.deploy.benchmarks.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.benchmarks.rig.TenantTraffic;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;

/**
 * The lines of a batch, of about 1 KB each and told apart by their custom ids. Every hundredth asks for a model that there is not: it
 * is no request, and belongs into the file of errors.
 *
 * @param lines how many
 */
record BatchInput(int lines) {
    private static final int REFUSED_OF = 100;
    private static final String LINE =
            "{\"custom_id\":\"%d\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":%s}\n";

    /** Lines that ask for what there is not. */
    int refused() {
        return lines / REFUSED_OF;
    }

    /** Lines that become requests. */
    int requests() {
        return lines - refused();
    }

    void write(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 1; i <= lines; i++) {
                String body = TenantTraffic.body(0, i);
                out.write(LINE.formatted(i, isRefused(i) ? body.replace(TenantTraffic.ALIAS, "no-such") : body));
            }
        }
    }

    private static boolean isRefused(int line) {
        return line % REFUSED_OF == 0;
    }

    /** Takes note of what was told of lines, and knows which are missing. */
    final class Told {
        private final BitSet seen = new BitSet(lines + 1);

        /** @throws IllegalStateException for a line that is told twice, is none, or is in the wrong file */
        void line(JsonNode told, boolean asError) {
            int line = told.path("custom_id").asInt(0);
            if (line < 1 || line > lines || seen.get(line) || isRefused(line) != asError) {
                throw new IllegalStateException("line '%s': seen %s, allowed once, in the file of %s"
                        .formatted(
                                told.path("custom_id").asText(),
                                seen.get(Math.max(0, line)) ? "twice" : asError ? "as an error" : "as an answer",
                                isRefused(line) ? "errors" : "answers"));
            }
            seen.set(line);
        }

        int count() {
            return seen.cardinality();
        }
    }
}
