package io.headgate.api.batches.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever lines a file has, they are read as they are; and reading may stop after any of them and go on there. */
class RawLinesProperties {
    private static final int LONGEST = 100;

    @Property(tries = 300)
    void linesAreReadAsTheyAre(@ForAll("files") List<String> lines, @ForAll("ends") String end) throws IOException {
        List<RawLine> read = read(new RawLines(stream(lines, end), LONGEST));

        List<String> expected = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.length() > LONGEST) {
                expected.add((i + 1) + " too long " + line.length());
            } else if (!line.isBlank()) {
                expected.add((i + 1) + " " + line);
            }
        }
        assertThat(read.stream().map(RawLinesProperties::told)).containsExactlyElementsOf(expected);
    }

    @Property(tries = 300)
    void readingGoesOnWhereItStopped(
            @ForAll("files") List<String> lines, @ForAll("ends") String end, @ForAll @IntRange(max = 20) int stopAfter)
            throws IOException {
        byte[] file = stream(lines, end).readAllBytes();
        List<RawLine> whole = read(new RawLines(new ByteArrayInputStream(file), LONGEST));

        RawLines first = new RawLines(new ByteArrayInputStream(file), LONGEST);
        List<RawLine> parts = new ArrayList<>();
        for (int i = 0; i < stopAfter; i++) {
            RawLine line = first.next();
            if (line == null) {
                break;
            }
            parts.add(line);
        }
        int position = (int) first.position();
        int number = parts.isEmpty() ? 0 : parts.getLast().number();
        ByteArrayInputStream rest = new ByteArrayInputStream(file, position, file.length - position);
        parts.addAll(read(new RawLines(rest, LONGEST, position, number)));

        assertThat(parts.stream().map(RawLinesProperties::told))
                .containsExactlyElementsOf(
                        whole.stream().map(RawLinesProperties::told).toList());
    }

    @Provide
    Arbitrary<List<String>> files() {
        Arbitrary<String> line = Arbitraries.oneOf(
                Arbitraries.strings().withCharRange('a', 'z').ofMaxLength(30),
                Arbitraries.of("", " ", "\t", "x".repeat(LONGEST), "x".repeat(LONGEST + 1), "y".repeat(20_000)));
        return line.list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<String> ends() {
        return Arbitraries.of("\n", "\r\n");
    }

    private static ByteArrayInputStream stream(List<String> lines, String end) {
        return new ByteArrayInputStream(String.join(end, lines).getBytes(StandardCharsets.UTF_8));
    }

    private static List<RawLine> read(RawLines lines) throws IOException {
        List<RawLine> read = new ArrayList<>();
        for (RawLine line = lines.next(); line != null; line = lines.next()) {
            read.add(line);
        }
        return read;
    }

    private static String told(RawLine line) {
        return switch (line) {
            case RawLine.Text(int number, byte[] utf8) -> number + " " + new String(utf8, StandardCharsets.UTF_8);
            case RawLine.TooLong(int number, long bytes) -> number + " too long " + bytes;
        };
    }
}
