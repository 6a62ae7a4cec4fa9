package io.headgate.api.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.headgate.api.http.JsonText;
import io.headgate.api.lookup.RequestRow;
import io.headgate.api.watch.Watched;
import io.headgate.schemas.message.Delta;
import io.headgate.schemas.message.Notice;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which events one who follows a request is told, each state once, and its end last. Who comes back says what was the last
 * that was heard: states before are not told again. Pieces of the reply are told as they come and never again; whoever
 * misses some has the whole reply in the end. One thread at a time.
 */
public final class Telling {
    /** The id of the last event of every request. */
    public static final String END = "end";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final boolean deltas;
    private final Function<RequestRow, String> whole;
    private final Set<String> told = new HashSet<>();
    private boolean over;

    /**
     * A telling that begins.
     *
     * @param deltas whether pieces of the reply are told
     * @param lastHeard the id of the last event that was heard before; null for none
     * @param whole all that is known of a request, as JSON
     */
    public Telling(boolean deltas, @Nullable String lastHeard, Function<RequestRow, String> whole) {
        this.deltas = deltas;
        this.whole = whole;
        if (lastHeard != null) {
            told.add(lastHeard);
        }
    }

    /** Whether the end has been told. */
    public boolean isOver() {
        return over;
    }

    /** What a look at the index gives to tell. */
    public Optional<RequestEvent> seen(RequestRow row) {
        if (over) {
            return Optional.empty();
        }
        if (row.isTerminal()) {
            over = true;
            return Optional.of(new RequestEvent(END, row.status(), whole.apply(row)));
        }
        return state(row.status(), row.waitingFor(), row.waitingUntil());
    }

    /** What is told of what a topic said. That a request has ended is told from the index, which has it all. */
    public Optional<RequestEvent> heard(Watched watched) {
        if (over) {
            return Optional.empty();
        }
        return switch (watched) {
            case Watched.Told(Notice notice) ->
                switch (notice.kind()) {
                    case WAITING -> state("waiting", notice.message(), notice.until());
                    case DUPLICATE_ABSORBED, IDEMPOTENCY_CONFLICT, OTHER -> Optional.of(noticed(notice));
                };
            case Watched.Piece(Delta delta) -> deltas ? Optional.of(piece(delta)) : Optional.empty();
            case Watched.Ended _ -> Optional.empty();
        };
    }

    /**
     * A state has the same id whoever tells of it, the index or the topic. The index is behind the topic: what it still says
     * of a state that is over has been told, and that a request was accepted is news to nobody who has heard anything.
     */
    private Optional<RequestEvent> state(String status, @Nullable String reason, @Nullable Instant until) {
        boolean waits = status.equals("waiting") && reason != null;
        String id = waits ? "waiting-%08x".formatted((reason + until).hashCode()) : status;
        boolean isOld = status.equals("accepted") && !told.isEmpty();
        if (isOld || !told.add(id)) {
            return Optional.empty();
        }
        ObjectNode data = JSON.createObjectNode().put("status", status);
        if (waits) {
            data.putObject("waiting").put("reason", reason).put("expected_until", text(until));
        }
        return Optional.of(new RequestEvent(id, "state", data.toString()));
    }

    private static RequestEvent noticed(Notice notice) {
        ObjectNode data = JSON.createObjectNode()
                .put("kind", notice.kind().name().toLowerCase(Locale.ROOT))
                .put("message", notice.message())
                .put("at", notice.at().toString());
        return new RequestEvent(null, "notice", data.toString());
    }

    private static RequestEvent piece(Delta delta) {
        Delta.End end = delta.end();
        ObjectNode data = JSON.createObjectNode()
                .put("attempt", delta.number())
                .put("started_at", delta.startedAt().toString())
                .put("sequence", delta.sequence())
                .put("restart", delta.restart())
                .put("missing", delta.missing())
                .put("end", end == null ? null : end.name().toLowerCase(Locale.ROOT))
                .putRawValue("chunk", new RawValue(JsonText.embeddable(delta.chunk())));
        return new RequestEvent(null, "delta", data.toString());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
