package io.headgate.deploy.benchmarks.flow;

/** Where a request comes by on its way, and what tells when: a record is stamped by who writes it. */
enum Station {
    /** Its record on {@code requests}. */
    REQUEST,
    /** Its record on {@code admissions}. */
    ADMISSION,
    /** Its record on the provider's dispatches. */
    DISPATCH,
    /** Its record on {@code intents}, of which the call waits for the broker's word. */
    CALL_START,
    /** Beginning and duration of the attempt, as its record says. */
    CALL_END,
    /** The attempt's record on {@code attempts}. */
    ATTEMPT,
    /** Its record on {@code results}. */
    RESULT,
    /** The moment its result was read, committed. */
    READ,
    /** The moment the transaction that booked it began. */
    LEDGER
}
