package io.headgate.metering.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.sink.BookedRounds.Known;
import io.headgate.schemas.message.Increment.Round;
import io.headgate.schemas.message.Increment.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import org.jspecify.annotations.Nullable;

/** Attempts 0, 1, 2 … of one partition, each on one of a few lines, emitted in rounds of any length. */
class BookedRoundsProperties {
    private final Map<Long, Integer> booked = new HashMap<>();
    private final Map<Long, Integer> unclear = new HashMap<>();
    private @Nullable BookedRounds rounds;

    @BeforeTry
    void empty() {
        booked.clear();
        unclear.clear();
        rounds = null;
    }

    @Property(tries = 300)
    void allIsBookedOnce_whereverTheProcessIsKilled(@ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int log) {
        Random random = new Random(seed);

        stream(random, 0, log);

        assertThat(unclear).isEmpty();
        assertThat(booked)
                .hasSize(log)
                .allSatisfy((offset, times) -> assertThat(times).isOne());
    }

    @Property(tries = 300)
    void nothingIsAdded_whenAllThatWasBookedIsReadAgain(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int log) {
        Random random = new Random(seed);
        stream(random, 0, log);

        stream(random, random.nextInt(log), log);
        stream(random, 0, log);

        assertThat(unclear).isEmpty();
        assertThat(booked)
                .hasSize(log)
                .allSatisfy((offset, times) -> assertThat(times).isOne());
    }

    @Property(tries = 300)
    void whatIsNewIsBookedOrUnclear_andNothingTwice_whenMoreComesMeanwhile(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 300) int log) {
        Random random = new Random(seed);
        int reached = 1 + random.nextInt(log - 1);
        stream(random, 0, reached);

        stream(random, random.nextInt(reached), log);

        assertThat(booked).allSatisfy((offset, times) -> assertThat(times).isOne());
        for (long offset = 0; offset < log; offset++) {
            assertThat(booked.containsKey(offset) || unclear.containsKey(offset))
                    .as("%d", offset)
                    .isTrue();
        }
    }

    /** What one process after another emits of the attempts from one offset on, and what becomes of it. */
    private void stream(Random random, long from, long end) {
        long next = from;
        while (next < end) {
            long stop = Math.min(end, next + 1 + random.nextInt(20));
            Map<Integer, List<Long>> lines = new TreeMap<>();
            for (long offset = next; offset < stop; offset++) {
                lines.computeIfAbsent(line(offset), _ -> new ArrayList<>()).add(offset);
            }
            Round round = new Round(new UUID(random.nextLong(), random.nextLong()), stop - 1);
            lines.values().forEach(offsets -> book(offsets, round));
            next = stop;
        }
    }

    private void book(List<Long> offsets, Round round) {
        Source source = new Source(0, offsets.getFirst(), offsets.getLast(), round);
        rounds = rounds == null ? BookedRounds.first(round) : rounds.and(round);
        Known known = rounds.known(source);
        if (known == Known.NOTHING) {
            offsets.forEach(offset -> booked.merge(offset, 1, Integer::sum));
        } else if (known == Known.SOME) {
            offsets.forEach(offset -> unclear.merge(offset, 1, Integer::sum));
        }
    }

    /** Always the same, whoever reads it. */
    private static int line(long offset) {
        return new Random(offset).nextInt(4);
    }
}
