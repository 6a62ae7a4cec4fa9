package io.headgate.worker.call.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.exchange.ScriptedUpstream;
import io.headgate.worker.call.exchange.ScriptedUpstream.Answer;
import io.headgate.worker.call.wire.WireFixtures.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every wire has to keep. A new format extends this, names its {@link Wire}, and puts fixtures into the test resources
 * {@code wire/<name>/}; {@link WireFixtures} says what is in them. What else it promises, it tests beside this.
 */
public abstract class WireContractTest {
    private static final int MUTATIONS = 400;

    /** The wire that is tested; a new one with each call. */
    protected abstract Wire wire();

    /** The same in the dialect of a preset, where fixtures name one. */
    protected Wire wire(String preset) {
        throw new IllegalStateException("preset %s: allowed none, as this wire has no dialects".formatted(preset));
    }

    /**
     * From which byte on a stream that is cut counts as whole: where its end mark has come, or, in a format without one,
     * what makes a reply whole.
     */
    protected int wholeFrom(byte[] stream) {
        return new String(stream, StandardCharsets.UTF_8).stripTrailing().getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * A provider that answers with a stream.
     *
     * @param then of a stream's fixture what is said when somebody asks after it; missing where it has nothing, and of a stream
     *     that was cut or changed
     */
    protected ScriptedUpstream streaming(Answer stream, JsonNode then) {
        return new ScriptedUpstream(stream);
    }

    /** What the provider calls a model, where a wire wants to understand it. */
    protected String model() {
        return "pinned-2026";
    }

    private WireCalls calls() {
        return new WireCalls(wire(), model());
    }

    private WireCalls calls(WireFixtures fixture) {
        return fixture.of(calls());
    }

    @TestFactory
    Stream<DynamicTest> requestsAreSaidAsTheirFixturesHaveThem() {
        return each(Kind.REQUEST, fixture -> {
            String preset = fixture.preset();
            fixture.checkTranslation(preset == null ? wire() : wire(preset));
        });
    }

    @TestFactory
    Stream<DynamicTest> repliesEndAsTheirFixturesSay() {
        return each(Kind.REPLY, fixture -> fixture.checkOutcome(calls(fixture).whole(fixture.answer())));
    }

    @TestFactory
    Stream<DynamicTest> errorsEndAsTheirFixturesSay() {
        return each(Kind.ERROR, fixture -> fixture.checkOutcome(calls(fixture).whole(fixture.answer())));
    }

    @TestFactory
    Stream<DynamicTest> streamsEndAsTheirFixturesSay_howeverTheyAreCutIntoPieces() {
        return each(Kind.STREAM, fixture -> {
            byte[] stream = fixture.stream();
            IntStream.of(1, 2, 3, 7, 64, Integer.MAX_VALUE)
                    .forEach(piece -> fixture.checkOutcome(
                            calls().streamed(streaming(answer(stream).inPiecesOf(piece), fixture.then()))));
        });
    }

    @TestFactory
    Stream<DynamicTest> aReplyThatIsCutIsNoSuccess() {
        return each(Kind.REPLY, fixture -> {
            byte[] whole = fixture.answer().body();
            for (int length = 0; length < whole.length; length++) {
                assertNoSuccess(calls(fixture).whole(Answer.json(200, Arrays.copyOf(whole, length))), length);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aStreamThatIsCutIsNoSuccess() {
        return each(Kind.STREAM, fixture -> {
            byte[] whole = fixture.stream();
            int wholeFrom = wholeFrom(whole);
            for (int length = 0; length < wholeFrom; length++) {
                Answer cut = answer(Arrays.copyOf(whole, length));
                assertNoSuccess(streamed(cut), length);
                assertNoSuccess(streamed(cut.breaking()), length);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> anythingInAReplyHasAnOutcome() {
        Stream<WireFixtures> fixtures =
                Stream.concat(WireFixtures.of(wire(), Kind.REPLY), WireFixtures.of(wire(), Kind.ERROR));
        return fixtures.map(fixture -> DynamicTest.dynamicTest(fixture.name(), () -> {
            Answer answer = fixture.answer();
            Mutations.ofTree(answer.body()).forEach(body -> {
                assertHasOutcome(calls(fixture).whole(Answer.json(200, body)));
                assertHasOutcome(calls(fixture).whole(Answer.json(400, body)));
            });
            Mutations.ofBytes(answer.body(), MUTATIONS)
                    .forEach(body -> assertHasOutcome(calls(fixture).whole(Answer.json(200, body))));
        }));
    }

    @TestFactory
    Stream<DynamicTest> anythingInAStreamHasAnOutcome() {
        return each(Kind.STREAM, fixture -> {
            Mutations.ofEvents(fixture.stream()).forEach(stream -> assertHasOutcome(streamed(answer(stream))));
            Mutations.ofBytes(fixture.stream(), MUTATIONS)
                    .forEach(stream -> assertHasOutcome(streamed(answer(stream))));
        });
    }

    @Test
    void nonsenseHasAnOutcome() {
        Random random = new Random(7);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = new byte[random.nextInt(512)];
            random.nextBytes(bytes);
            assertNoSuccess(calls().whole(Answer.json(200, bytes)), i);
            assertHasOutcome(calls().whole(Answer.json(500, bytes)));
            assertNoSuccess(streamed(answer(bytes)), i);
        }
    }

    @Test
    void itsNameIsTheCatalogues() {
        assertThat(wire().name()).matches("[a-z][a-z0-9-]*");
        assertThat(WireFixtures.of(wire(), Kind.REQUEST)).isNotEmpty();
        assertThat(WireFixtures.of(wire(), Kind.REPLY)).isNotEmpty();
        assertThat(WireFixtures.of(wire(), Kind.ERROR)).isNotEmpty();
    }

    /** Without one of them every test of streams would pass, and have tested nothing. */
    @Test
    void aFormatThatStreamsHasAStreamThatCompletes_andOneThatDoesNotHasNone() {
        if (wire().framing() == Framing.NONE) {
            assertThat(WireFixtures.of(wire(), Kind.STREAM)).isEmpty();
        } else {
            assertThat(WireFixtures.of(wire(), Kind.STREAM))
                    .as("wire/%s/stream: allowed one or more that complete", wire().name())
                    .anyMatch(WireFixtures::completes);
        }
    }

    @Test
    void aReplyCompletes() {
        assertThat(WireFixtures.of(wire(), Kind.REPLY))
                .as("wire/%s/reply: allowed one or more that complete", wire().name())
                .anyMatch(WireFixtures::completes);
    }

    private CallOutcome streamed(Answer stream) {
        return calls().streamed(streaming(stream, MissingNode.getInstance()));
    }

    private Answer answer(byte[] stream) {
        return Answer.of(wire().framing().accept(), stream);
    }

    private Stream<DynamicTest> each(Kind kind, Consumer<WireFixtures> test) {
        return WireFixtures.of(wire(), kind)
                .map(fixture -> DynamicTest.dynamicTest(fixture.name(), () -> test.accept(fixture)));
    }

    private static void assertNoSuccess(CallOutcome outcome, int cut) {
        assertThat(outcome).as("cut at byte %d", cut).isNotInstanceOf(CallOutcome.Completed.class);
    }

    /** That there is one is what is asked: an exception would have come instead. Whoever reads it must be able to. */
    private static void assertHasOutcome(CallOutcome outcome) {
        if (outcome instanceof CallOutcome.Completed completed) {
            JsonNode completion = WireJson.object(completed.response()).orElseThrow();
            assertThat(completion.path("choices").isEmpty() ? completion.path("data") : completion.path("choices"))
                    .isNotEmpty();
            assertThat(completed.usage().inputTokens()).isNotNegative();
            assertThat(completed.usage().outputTokens()).isNotNegative();
        } else {
            assertThat(outcome).isNotNull();
        }
    }
}
