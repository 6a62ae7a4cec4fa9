package io.headgate.deploy.simulator.edge;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.deploy.simulator.ledger.LedgerEntry;
import io.headgate.deploy.simulator.ledger.ProviderSummary;
import io.headgate.deploy.simulator.ledger.UpstreamCall;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.AbstractList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ledger as JSON: lines of entries, and the summary. Costs are decimal strings, times ISO 8601. */
final class LedgerJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LINES_A_PIECE = 256;

    private LedgerJson() {}

    /** These calls as JSON lines, in pieces that are made when they are asked for. */
    static List<byte[]> lines(List<UpstreamCall> calls) {
        return new AbstractList<>() {
            @Override
            public byte[] get(int index) {
                StringBuilder lines = new StringBuilder();
                int end = Math.min(calls.size(), (index + 1) * LINES_A_PIECE);
                for (UpstreamCall call : calls.subList(index * LINES_A_PIECE, end)) {
                    lines.append(entry(call.entry())).append('\n');
                }
                return lines.toString().getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public int size() {
                return (calls.size() + LINES_A_PIECE - 1) / LINES_A_PIECE;
            }
        };
    }

    /** One call as a line, without its end. */
    static String line(LedgerEntry entry) {
        return entry(entry).toString();
    }

    static byte[] summary(Collection<ProviderSummary> summaries) {
        ObjectNode document = JSON.createObjectNode();
        var providers = document.putArray("providers");
        summaries.forEach(summary -> providers.add(provider(summary)));
        return document.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode entry(LedgerEntry entry) {
        ObjectNode node = JSON.createObjectNode()
                .put("sequence", entry.sequence())
                .put("provider", entry.provider())
                .put("attemptId", entry.caller().attemptId())
                .put("requestId", entry.caller().requestId())
                .put("tenant", entry.caller().tenant())
                .put("traceparent", entry.caller().traceparent())
                .put("model", entry.model())
                .put("format", entry.format())
                .put("streamed", entry.streamed())
                .put("receivedAt", text(entry.receivedAt()))
                .put("answeredAt", text(entry.answeredAt()))
                .put("status", entry.status())
                .put("billed", entry.billed())
                .put("promptTokens", entry.usage().prompt())
                .put("cachedTokens", entry.usage().cached())
                .put("completionTokens", entry.usage().completion())
                .put("reasoningTokens", entry.usage().reasoning())
                .put("serviceTier", entry.usage().tier().toString());
        return node.put("cost", text(entry.cost()))
                .put("currency", entry.currency())
                .put("bodySha256", entry.bodySha256())
                .put("clientConnected", entry.clientConnected())
                .put("fault", entry.fault());
    }

    private static ObjectNode provider(ProviderSummary summary) {
        ObjectNode node = JSON.createObjectNode()
                .put("provider", summary.provider())
                .put("calls", summary.calls())
                .put("open", summary.open())
                .put("billed", summary.billed())
                .put("promptTokens", summary.promptTokens())
                .put("cachedTokens", summary.cachedTokens())
                .put("completionTokens", summary.completionTokens())
                .put("reasoningTokens", summary.reasoningTokens())
                .put("cost", text(summary.cost()))
                .put("currency", summary.currency())
                .put("inFlight", summary.inFlight())
                .put("peakInFlight", summary.peakInFlight());
        ObjectNode statuses = node.putObject("statuses");
        summary.statuses().forEach((status, count) -> statuses.put(String.valueOf(status), count));
        return node;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static @Nullable String text(@Nullable BigDecimal cost) {
        return cost == null ? null : cost.toPlainString();
    }
}
