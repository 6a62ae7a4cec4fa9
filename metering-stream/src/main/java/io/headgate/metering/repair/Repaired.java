package io.headgate.metering.repair;

import java.util.List;

/** What came of a look at a month of the books. */
public sealed interface Repaired {
    /**
     * Something is under way, so that ledger and rollups cannot be compared: nothing was written.
     *
     * @param where topics and their partitions, with what is under way there
     */
    record NotAtRest(List<String> where) implements Repaired {
        public NotAtRest {
            where = List.copyOf(where);
        }
    }

    /** Retention dropped the month's ledger: there is nothing to compare with. */
    record Dropped() implements Repaired {}

    /**
     * The rollups have something that the ledger has not. Nothing that this repairs comes to that: nothing was written.
     *
     * @param where table and line
     */
    record TooMuch(List<String> where) implements Repaired {
        public TooMuch {
            where = List.copyOf(where);
        }
    }

    /**
     * What the rollups lacked.
     *
     * @param findings none when the books agree
     * @param written whether it was added; otherwise they still lack it
     */
    record Compared(List<Finding> findings, boolean written) implements Repaired {
        public Compared {
            findings = List.copyOf(findings);
        }
    }
}
