package io.headgate.api.batches.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.id.TenantId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a file holds, the answer is that it can be sent, or a list of errors, each with a line of the file. */
class AnyFileProperties {
    private static final TenantId ACME = new TenantId("acme");
    private final BatchInput input = new BatchInput(Lines.reader());

    @Property(tries = 500)
    void anyBytesAreAnswered(@ForAll byte[] file) throws IOException {
        answers(file);
    }

    @Property(tries = 500)
    void aLineWithOneChangeIsAnswered(@ForAll("changed") String file) throws IOException {
        answers(file.getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> changed() {
        String file = Lines.line("a") + "\n" + Lines.line("b");
        return Arbitraries.integers()
                .between(0, file.length() - 1)
                .flatMap(at -> Arbitraries.of("", "\"", "{", "}", "\n", "\\", "\u0000", "ü", "9", ",,")
                        .map(change -> file.substring(0, at) + change + file.substring(at + 1)));
    }

    private void answers(byte[] file) throws IOException {
        long lines = 1
                + new String(file, StandardCharsets.ISO_8859_1)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        switch (input.check(ACME, Lines.CHAT, new ByteArrayInputStream(file))) {
            case BatchCheck.Valid valid -> assertThat(valid.lines()).isBetween(1, (int) lines);
            case BatchCheck.Invalid invalid ->
                assertThat(invalid.errors()).isNotEmpty().allSatisfy(error -> {
                    assertThat(error.message()).isNotBlank();
                    Integer line = error.line();
                    if (line == null) {
                        assertThat(error.code()).isEqualTo("empty_file");
                    } else {
                        assertThat((long) line).isBetween(1L, lines);
                    }
                });
        }
    }
}
