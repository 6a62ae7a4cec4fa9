package io.headgate.api.batches.run;

import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.RequestId;

/**
 * A line of a batch's input, by its place.
 *
 * @param number in the input file, from 1; blank lines count
 * @param begins where the line before it ended, in bytes from 0: reading from there on meets this line first
 */
public record Line(int number, String customId, long begins) {
    /** The id of the line's request: the same after any restart, so that a line that is sent again is the same request. */
    public static RequestId request(BatchId batch, int line) {
        return new RequestId(batch + "-" + line);
    }
}
