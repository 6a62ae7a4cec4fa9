package io.headgate.metering.aggregate;

import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.Increment;

/** What an attempt adds to the books, or why it cannot be booked. */
public sealed interface Counted {
    /** It adds this to its line; the ledger gets its row. */
    record Bookable(Increment increment) implements Counted {}

    /** A figure in it is beyond what the books can hold: neither rollups nor ledger take it. */
    record Refused(Failure failure) implements Counted {}
}
