package io.headgate.worker.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetLedgerTest {
    @Test
    void commitStaysAtTheSlowest_whenLaterOnesComplete() {
        OffsetLedger ledger = taken(10, 14);
        ledger.complete(11);
        ledger.complete(13);

        OffsetLedger.Commit commit = ledger.commit();

        assertThat(commit.position()).isEqualTo(10);
        OffsetLedger again =
                OffsetLedger.restore(commit.position(), commit.metadata()).ledger();
        assertThat(again.take(10)).isTrue();
        assertThat(again.take(11)).isFalse();
        assertThat(again.take(12)).isTrue();
        assertThat(again.take(13)).isFalse();
        assertThat(again.take(14)).isTrue();
    }

    @Test
    void nothingToRemember_whenAllIsComplete() {
        OffsetLedger ledger = taken(5, 7);
        ledger.complete(6);
        ledger.complete(5);

        assertThat(ledger.commit()).isEqualTo(new OffsetLedger.Commit(7, ""));
    }

    @Test
    void threeThousandFit_whenNeighbours() {
        OffsetLedger ledger = OffsetLedger.startingAt(0);
        long offset = 0;
        while (ledger.admits(offset)) {
            ledger.take(offset++);
        }

        assertThat(offset).isBetween(3_000L, 3_100L);
        assertThat(ledger.commit().metadata()).hasSizeLessThanOrEqualTo(4096).isASCII();
    }

    @Test
    void aFullLedgerCanBeTakenAgain_whenRestored() {
        OffsetLedger full = OffsetLedger.startingAt(0);
        long end = 0;
        while (full.admits(end)) {
            full.take(end++);
        }
        full.complete(end - 1);

        OffsetLedger again = OffsetLedger.restore(0, full.commit().metadata()).ledger();

        for (long offset = 0; offset < end; offset++) {
            assertThat(again.admits(offset)).isTrue();
            assertThat(again.take(offset)).isEqualTo(offset != end - 1);
        }
    }

    @Test
    void positionPassesMarkersAndGaps_whenTheyAreReached() {
        OffsetLedger ledger = taken(0, 2);
        ledger.complete(0);
        ledger.complete(1);

        ledger.reached(3);

        assertThat(ledger.position()).isEqualTo(3);
    }

    @Test
    void whatLeftTheLogIsForgotten_whenLaterOnesCome() {
        OffsetLedger ledger = taken(0, 5);
        ledger.complete(1);
        OffsetLedger again = OffsetLedger.restore(0, ledger.commit().metadata()).ledger();

        again.take(4);

        assertThat(again.position()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"note to self", "hg1:", "hg1:%%", "hg1:gA", "hg1:AA", "hg2:AQ", "hg1:////////////////"})
    void readsFromTheCommittedOffset_whenMetadataIsAStrangers(String metadata) {
        OffsetLedger.Restored restored = OffsetLedger.restore(42, metadata);

        assertThat(restored.understood()).isFalse();
        assertThat(restored.ledger().position()).isEqualTo(42);
        assertThat(restored.ledger().take(42)).isTrue();
    }

    @Test
    void refuses_whenAnOffsetIsCompletedTwice() {
        OffsetLedger ledger = taken(0, 2);
        ledger.complete(0);

        assertThatThrownBy(() -> ledger.complete(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static OffsetLedger taken(long from, long to) {
        OffsetLedger ledger = OffsetLedger.startingAt(from);
        for (long offset = from; offset < to; offset++) {
            ledger.take(offset);
        }
        return ledger;
    }
}
