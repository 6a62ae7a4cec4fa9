package io.headgate.api.http.requests;

import io.headgate.api.lookup.ListCursor;
import io.headgate.api.lookup.ListQuery;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a list's address asks for. A parameter that is not known is refused: a filter that does nothing would mislead. */
sealed interface ListParameters {
    record Understood(ListQuery query) implements ListParameters {}

    /** @param param at fault */
    record Refused(Failure failure, String param) implements ListParameters {}

    /** @param given every parameter with all its values */
    static ListParameters read(Map<String, List<String>> given, TenantId tenant) {
        try {
            return new Understood(new Reading(given).query(tenant));
        } catch (Unreadable e) {
            return new Refused(e.failure, e.param);
        }
    }

    /** One reading of them. */
    final class Reading {
        private static final String TAG = "tag:";
        private static final int LONGEST = 1_500;
        private static final List<String> STATUSES = List.of("accepted", "waiting", "completed", "failed");
        private static final Set<String> NAMES = Set.of(
                "tenant",
                "status",
                "alias",
                "provider",
                "model",
                "user",
                "project",
                "error",
                "from",
                "to",
                "after",
                "limit");
        private static final String ALLOWED = String.join(", ", new TreeSet<>(NAMES)) + ", tag:<key>";

        private final Map<String, String> values = new TreeMap<>();
        private final Map<String, String> tags = new TreeMap<>();

        Reading(Map<String, List<String>> given) throws Unreadable {
            for (Map.Entry<String, List<String>> each : given.entrySet()) {
                String name = each.getKey();
                boolean isTag = name.startsWith(TAG) && name.length() > TAG.length();
                if (!isTag && !NAMES.contains(name)) {
                    throw new Unreadable("There is no such filter.", shown(name), ALLOWED, shown(name));
                }
                if (each.getValue().size() != 1) {
                    throw new Unreadable(
                            "A filter is there more than once.",
                            each.getValue().size() + " values",
                            "one",
                            shown(name));
                }
                String value = each.getValue().getFirst();
                if (value.isEmpty() || value.length() > LONGEST || (name + value).indexOf('\0') >= 0) {
                    throw new Unreadable(
                            "A filter cannot be read.",
                            value.length() + " characters",
                            "1 to %d characters, none of them NUL".formatted(LONGEST),
                            shown(name));
                }
                (isTag ? tags : values).put(isTag ? name.substring(TAG.length()) : name, value);
            }
        }

        ListQuery query(TenantId tenant) throws Unreadable {
            String project = values.get("project");
            if (project != null && !project.equals(tags.getOrDefault("project", project))) {
                throw new Unreadable("Two projects are named.", "project and tag:project", "one", "project");
            }
            if (project != null) {
                tags.put("project", project);
            }
            String status = values.get("status");
            if (status != null && !STATUSES.contains(status)) {
                throw new Unreadable("There is no such status.", shown(status), String.join(", ", STATUSES), "status");
            }
            return new ListQuery(
                    tenant,
                    status,
                    values.get("alias"),
                    values.get("provider"),
                    values.get("model"),
                    values.get("user"),
                    values.get("error"),
                    tags,
                    time("from"),
                    time("to"),
                    cursor(),
                    limit());
        }

        private @Nullable Instant time(String name) throws Unreadable {
            String text = values.get(name);
            if (text == null) {
                return null;
            }
            try {
                Instant time = Instant.parse(text);
                if (ListQuery.isAskable(time)) {
                    return time;
                }
            } catch (DateTimeException noTime) {
                // Said below.
            }
            throw new Unreadable(
                    "A time cannot be read.", shown(text), "a time in UTC such as 2026-11-20T15:00:00Z", name);
        }

        private @Nullable ListCursor cursor() throws Unreadable {
            String text = values.get("after");
            if (text == null) {
                return null;
            }
            return ListCursor.parse(text)
                    .orElseThrow(() -> new Unreadable(
                            "The place in the list cannot be read.", shown(text), "next of the page before", "after"));
        }

        private int limit() throws Unreadable {
            String text = values.getOrDefault("limit", Integer.toString(ListQuery.USUAL));
            if (text.matches("[0-9]{1,3}")) {
                int limit = Integer.parseInt(text);
                if (limit >= 1 && limit <= ListQuery.MOST) {
                    return limit;
                }
            }
            throw new Unreadable("The limit cannot be read.", shown(text), "1 to " + ListQuery.MOST, "limit");
        }

        private static String shown(String text) {
            return text.length() <= 100 ? text : text.substring(0, 100);
        }
    }

    /** Ends a reading. */
    final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Failure failure;
        private final String param;

        Unreadable(String message, String seen, String allowed, String param) {
            super(message);
            this.failure = new Failure(FailureCode.INVALID_FIELD, message, seen, allowed);
            this.param = param;
        }
    }
}
