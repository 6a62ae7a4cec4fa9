package io.headgate.api.batches.run;

import io.headgate.schemas.message.Cancel;
import java.util.List;

/** Asks whoever has custody of requests to end them. */
@FunctionalInterface
public interface CancelAsker {
    /** Blocks for a few seconds at most; false when not all of them are known to have been asked. */
    boolean ask(List<Cancel> cancels);
}
