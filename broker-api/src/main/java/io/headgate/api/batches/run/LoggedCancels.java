package io.headgate.api.batches.run;

import io.headgate.api.cancel.CancelLog;
import io.headgate.schemas.message.Cancel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Cancels by the log that those of single requests go to. */
public final class LoggedCancels implements CancelAsker {
    private final CancelLog log;

    public LoggedCancels(CancelLog log) {
        this.log = log;
    }

    @Override
    public boolean ask(List<Cancel> cancels) {
        List<CompletableFuture<Boolean>> asked = new ArrayList<>(cancels.size());
        for (Cancel cancel : cancels) {
            CompletableFuture<Boolean> one = log.append(cancel).toCompletableFuture();
            // Where Kafka is away each would block for its time.
            if (one.isDone() && !one.join()) {
                return false;
            }
            asked.add(one);
        }
        return asked.stream().allMatch(CompletableFuture::join);
    }
}
