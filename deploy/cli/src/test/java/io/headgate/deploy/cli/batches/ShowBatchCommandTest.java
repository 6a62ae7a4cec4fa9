package io.headgate.deploy.cli.batches;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.batches.Batch;
import io.headgate.api.batches.BatchStatus;
import io.headgate.api.batches.Counts;
import io.headgate.api.batches.Spend;
import io.headgate.api.batches.Times;
import io.headgate.api.batches.Tokens;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.money.Money;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShowBatchCommandTest {
    private static final Instant BEGAN = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void showsWhatItCosts_andThatTheRestIsAnEstimate() {
        Batch batch = new Batch(
                new TenantId("acme"),
                new BatchId("nightly"),
                BatchStatus.IN_PROGRESS,
                null,
                Map.of(),
                null,
                null,
                new Counts(100, 5, 20, 0, 0, 0),
                new Times(BEGAN, null, BEGAN, null, null, null, null, null, null),
                Tokens.NONE,
                List.of(),
                0,
                false);
        StringWriter text = new StringWriter();
        ShowBatchCommand.print(
                new PrintWriter(text, true),
                batch,
                List.of(new Spend(22, Money.of("0.10", "USD")), new Spend(3, null)),
                BEGAN.plusSeconds(20));
        assertThat(text.toString())
                .contains("nightly", "published", "in_progress", "cost so far 0.10 USD: 22 attempts")
                .contains("without a price: 3 attempts")
                .contains("estimate of the rest: 80 requests, over at about 2026-11-20T12:01:40Z, ~[0.40 USD]");
    }
}
