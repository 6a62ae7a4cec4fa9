package io.headgate.worker.call.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.worker.call.wire.StreamEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever comes, however it is cut: the same events and the same end, and no end but the typed one. */
class StreamParserProperties {
    private static final List<Supplier<StreamParser>> PARSERS =
            List.of(() -> new SseParser(60, 80), () -> new NdjsonParser(60));

    /** What a stream led to: events, and the fault that ended them. */
    private record Read(List<StreamEvent> events, @Nullable String fault) {}

    private static Read read(StreamParser parser, byte[] bytes, Iterable<Integer> cuts) {
        List<StreamEvent> events = new ArrayList<>();
        try {
            int from = 0;
            for (int cut : cuts) {
                feed(parser, bytes, from, Math.min(cut, bytes.length), events);
                from = Math.max(from, Math.min(cut, bytes.length));
            }
            feed(parser, bytes, from, bytes.length, events);
            parser.end(events::add);
            return new Read(events, null);
        } catch (StreamFault fault) {
            return new Read(events, fault.getMessage());
        }
    }

    /** In a buffer that is used again and has more in it, as a connection's has. */
    private static void feed(StreamParser parser, byte[] bytes, int from, int to, List<StreamEvent> events)
            throws StreamFault {
        if (to > from) {
            byte[] buffer = new byte[to - from + 3];
            Arrays.fill(buffer, (byte) '\n');
            System.arraycopy(bytes, from, buffer, 0, to - from);
            parser.feed(buffer, to - from, events::add);
            Arrays.fill(buffer, (byte) 'x');
        }
    }

    @Property
    void anyCutGivesTheSame(@ForAll("streams") byte[] bytes, @ForAll("cuts") List<Integer> cuts) {
        for (Supplier<StreamParser> parser : PARSERS) {
            Read whole = read(parser.get(), bytes, List.of());
            assertThat(read(parser.get(), bytes, cuts)).isEqualTo(whole);
            assertThat(read(parser.get(), bytes, everywhere(bytes))).isEqualTo(whole);
        }
    }

    @Property
    void anyBytesAreEventsOrTheTypedFault(@ForAll byte[] bytes, @ForAll("cuts") List<Integer> cuts) {
        for (Supplier<StreamParser> parser : PARSERS) {
            assertThat(read(parser.get(), bytes, cuts)).isEqualTo(read(parser.get(), bytes, List.of()));
        }
    }

    @Property
    void serverSentEventsAreThoseOfTheStandard(@ForAll("texts") String stream) {
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);

        Read read = read(new SseParser(), bytes, everywhere(bytes));

        assertThat(read).isEqualTo(new Read(PlainSse.events(stream), null));
    }

    @Property
    void linesOfJsonAreTheLines(@ForAll("texts") String stream) {
        List<StreamEvent> expected = Arrays.stream(
                        stream.replaceFirst("^\uFEFF", "").split("\n"))
                .map(line -> line.replaceFirst("[ \t\r]+\\z", ""))
                .filter(line -> !line.isEmpty())
                .map(StreamEvent::of)
                .toList();

        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        assertThat(read(new NdjsonParser(), bytes, everywhere(bytes))).isEqualTo(new Read(expected, null));
    }

    /** Seeded; more of what a stream is made of, and of what it must not be, than a property has patience for. */
    @Example
    void twoHundredThousandStreamsAreReadAlike_howeverTheyAreCut() {
        Random random = new Random(20_261_126);
        byte[][] tokens = tokens();
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(120)];
            for (int at = 0; at < bytes.length; ) {
                byte[] token = tokens[random.nextInt(tokens.length)];
                int length = Math.min(token.length, bytes.length - at);
                System.arraycopy(token, 0, bytes, at, length);
                at += length;
            }
            List<Integer> cuts = random.ints(3, 0, 120).sorted().boxed().toList();
            for (Supplier<StreamParser> parser : PARSERS) {
                Read whole = read(parser.get(), bytes, List.of());
                Read cut = read(parser.get(), bytes, cuts);
                if (!cut.equals(whole)) {
                    assertThat(cut).as("stream %d, cut at %s", i, cuts).isEqualTo(whole);
                }
            }
        }
    }

    private static byte[][] tokens() {
        List<byte[]> tokens = new ArrayList<>();
        for (String token : List.of(
                "\n",
                "\r",
                "\r\n",
                "\n\n",
                "data",
                "data:",
                "data: ",
                "event: ",
                "id: 1",
                "retry: 5",
                ":",
                " ",
                "a",
                "{\"a\":1}",
                "é",
                "😀",
                "\uFEFF",
                "\uFFFD",
                "\u0000",
                "\u0085",
                "\u2028")) {
            tokens.add(token.getBytes(StandardCharsets.UTF_8));
        }
        tokens.add(new byte[] {(byte) 0xC3});
        tokens.add(new byte[] {(byte) 0xF0, (byte) 0x9F});
        tokens.add(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80});
        return tokens.toArray(byte[][]::new);
    }

    private static List<Integer> everywhere(byte[] bytes) {
        return IntStream.range(1, bytes.length).boxed().toList();
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> tokens = Arbitraries.oneOf(
                Arbitraries.of(
                        "\n", "\r", "\r\n", "\n\n", "data", "data:", "data: ", "event: ", "event", "id: 1", ":", " ",
                        "é", "😀", "\uFEFF", "\t"),
                Arbitraries.strings().ofMaxLength(4).filter(StreamParserProperties::isWhole));
        return tokens.list().ofMaxSize(25).map(list -> String.join("", list)).filter(StreamParserProperties::isWhole);
    }

    /** Half a surrogate pair is no text that could be sent. */
    private static boolean isWhole(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    @Provide
    Arbitrary<byte[]> streams() {
        return Arbitraries.oneOf(
                texts().map(text -> text.getBytes(StandardCharsets.UTF_8)),
                texts().map(text -> text.getBytes(StandardCharsets.UTF_16LE)),
                texts().map(text -> text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers()
                .between(0, 80)
                .list()
                .ofMaxSize(5)
                .map(cuts -> cuts.stream().sorted().toList());
    }
}
