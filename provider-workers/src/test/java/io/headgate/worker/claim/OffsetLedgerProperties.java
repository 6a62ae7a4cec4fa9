package io.headgate.worker.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Any interleaving of take, complete, commit and restart, against sets of offsets. */
class OffsetLedgerProperties {
    /** What a partition and its reader would be if size were no matter. */
    private static final class Model {
        final TreeSet<Long> log = new TreeSet<>();
        final TreeSet<Long> complete = new TreeSet<>();
        final TreeSet<Long> open = new TreeSet<>();
        TreeSet<Long> committedComplete = new TreeSet<>();
        OffsetLedger.Commit commit = new OffsetLedger.Commit(0, "");
        OffsetLedger ledger = OffsetLedger.startingAt(0);
        Deque<Long> unread = new ArrayDeque<>();
        long nextOffset;

        void publish(int gap) {
            nextOffset += gap;
            log.add(nextOffset);
            unread.add(nextOffset++);
        }

        void take() {
            Long offset = unread.peek();
            if (offset == null || !ledger.admits(offset)) {
                return;
            }
            unread.remove();
            boolean fresh = ledger.take(offset);
            assertThat(fresh).as("offset %d", offset).isEqualTo(!complete.contains(offset));
            if (fresh) {
                open.add(offset);
            }
        }

        /** A transaction's marker or a gap at the end of the log: nothing to take, and nothing to wait for. */
        void reachTheEnd(int gap) {
            if (unread.isEmpty()) {
                nextOffset += gap;
                ledger.reached(nextOffset);
            }
        }

        void complete(int choice) {
            if (!open.isEmpty()) {
                Long offset = new ArrayList<>(open).get(Math.floorMod(choice, open.size()));
                open.remove(offset);
                complete.add(offset);
                ledger.complete(offset);
            }
        }

        void commit() {
            commit = ledger.commit();
            committedComplete = new TreeSet<>(complete);
            assertThat(commit.metadata().length()).isLessThanOrEqualTo(LedgerText.MAX_LENGTH);
            assertThat(log.headSet(commit.position())).isSubsetOf(complete);
        }

        void restart() {
            OffsetLedger.Restored restored = OffsetLedger.restore(commit.position(), commit.metadata());
            assertThat(restored.understood()).isTrue();
            ledger = restored.ledger();
            complete.clear();
            complete.addAll(committedComplete);
            open.clear();
            unread = new ArrayDeque<>(log.tailSet(commit.position()));
        }

        void check() {
            assertThat(log).allSatisfy(offset -> {
                if (open.contains(offset)) {
                    assertThat(ledger.isComplete(offset)).isFalse();
                }
                if (complete.contains(offset)) {
                    assertThat(offset < ledger.position() || ledger.isComplete(offset))
                            .isTrue();
                }
            });
        }
    }

    @Property(tries = 500)
    void agreesWithTheModel_whateverTheOrder(@ForAll @Size(max = 300) List<@IntRange(max = 999) Integer> steps) {
        Model model = new Model();
        for (int step : steps) {
            switch (step % 10) {
                case 0, 1, 2 -> model.publish(step % 7 == 0 ? step : step % 3);
                case 3, 4, 5 -> model.take();
                case 6, 7 -> model.complete(step);
                case 8 -> model.commit();
                default -> {
                    if (step > 700) {
                        model.restart();
                    } else {
                        model.reachTheEnd(step % 3);
                    }
                }
            }
            model.check();
        }
    }

    @Property(tries = 30)
    void neverOutgrowsTheMetadata_whenManyAreOpen(@ForAll long seed) {
        Random random = new Random(seed);
        OffsetLedger ledger = OffsetLedger.startingAt(0);
        List<Long> open = new ArrayList<>();
        long offset = 0;
        for (int i = 0; i < 20_000; i++) {
            offset += random.nextInt(20) == 0 ? random.nextLong(1L << 30) + 1 : 1;
            while (!ledger.admits(offset)) {
                ledger.complete(open.remove(random.nextInt(open.size())));
            }
            ledger.take(offset);
            open.add(offset);
            if (i % 500 == 0) {
                OffsetLedger.Commit commit = ledger.commit();
                assertThat(commit.metadata().length()).isLessThanOrEqualTo(LedgerText.MAX_LENGTH);
                OffsetLedger again = OffsetLedger.restore(commit.position(), commit.metadata())
                        .ledger();
                assertThat(again.commit()).isEqualTo(commit);
            }
        }
        assertThat(open).hasSizeGreaterThan(500);
    }
}
