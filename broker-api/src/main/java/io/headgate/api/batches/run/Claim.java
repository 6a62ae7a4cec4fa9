package io.headgate.api.batches.run;

import io.headgate.api.batches.Batch;

/**
 * The right to do the next step of a batch: nobody else has it meanwhile. Who holds it too long loses it, and cannot write.
 *
 * @param batch as it was when it was claimed
 * @param token of this claim alone
 */
public record Claim(Batch batch, String token) {}
