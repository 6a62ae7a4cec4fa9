package io.headgate.api.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.submit.LineReader.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    @Test
    void linesAreCounted_blankOnesToo() throws IOException {
        assertThat(read("a\n\n \t\r\nb\r\nc", 10, 100)).containsExactly("1:a", "4:b\r", "5:c");
    }

    @Test
    void aLastLineNeedsNoEnd_andNothingIsNothing() throws IOException {
        assertThat(read("a\n", 10, 100)).containsExactly("1:a");
        assertThat(read("a", 10, 100)).containsExactly("1:a");
        assertThat(read("", 10, 100)).isEmpty();
        assertThat(read("\n\n", 10, 100)).isEmpty();
    }

    @Test
    void aLineThatIsTooLong_isPassedOver_andTheNextIsRead() throws IOException {
        assertThat(read("abc\nabcd\nabcdefghijk\nx", 3, 100))
                .containsExactly("1:abc", "2 too long", "3 too long", "4:x");
    }

    @Test
    void nothingIsReadBeyondWhatIsAllowedInAll() throws IOException {
        assertThat(read("ab\ncd\nef\n", 10, 7)).containsExactly("1:ab", "2:cd", "3 cut");
        assertThat(read("ab\ncd\nef\n", 10, 9)).containsExactly("1:ab", "2:cd", "3:ef");
    }

    private static List<String> read(String text, int longest, long most) throws IOException {
        LineReader lines =
                new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), longest, most);
        List<String> read = new ArrayList<>();
        for (Line line = lines.next(); line != null; line = lines.next()) {
            read.add(
                    switch (line) {
                        case Line.Whole(long number, byte[] bytes) ->
                            number + ":" + new String(bytes, StandardCharsets.UTF_8);
                        case Line.TooLong(long number) -> number + " too long";
                        case Line.Cut(long number) -> number + " cut";
                    });
        }
        return read;
    }
}
