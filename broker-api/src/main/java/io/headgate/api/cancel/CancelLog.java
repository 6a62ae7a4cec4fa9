package io.headgate.api.cancel;

import io.headgate.schemas.message.Cancel;
import java.util.concurrent.CompletionStage;

/** Where a cancel is written so that whoever has custody of its request hears of it. Thread-safe. */
@FunctionalInterface
public interface CancelLog {
    /** Whether it is in the log; completes normally, within seconds. May block for about a second. */
    CompletionStage<Boolean> append(Cancel cancel);
}
