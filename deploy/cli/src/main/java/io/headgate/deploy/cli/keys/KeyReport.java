package io.headgate.deploy.cli.keys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.api.access.ApiKey;
import io.headgate.api.access.KeyDesk;
import io.headgate.api.access.KeyView;
import io.headgate.api.access.StoredKey;
import io.headgate.deploy.cli.Specs;
import io.headgate.deploy.cli.Table;
import io.headgate.schemas.message.Failure;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Prints keys, for people or as a JSON object a line. */
final class KeyReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintWriter out;
    private final boolean json;

    KeyReport(@Nullable CommandSpec spec, boolean json) {
        this.out = Specs.out(spec);
        this.json = json;
    }

    /** The exit code: 0 where a key was made, 1 where none was. */
    int print(KeyDesk.Outcome outcome) {
        boolean made = switch (outcome) {
            case KeyDesk.Outcome.Made(ApiKey key, KeyView view) -> {
                out.println(json ? object(view).put("key", key.text()) : text(key, view));
                yield true;
            }
            case KeyDesk.Outcome.Refused(Failure failure, String field) -> {
                out.println("Not made: %s: seen %s, allowed %s".formatted(field, failure.seen(), failure.allowed()));
                yield false;
            }
            case KeyDesk.Outcome.Unknown() -> {
                out.println("There is no such key.");
                yield false;
            }
            case KeyDesk.Outcome.NotValid(StoredKey.State state) -> {
                out.println("Not made: the key is %s, only a valid one can be replaced.".formatted(state.wireName()));
                yield false;
            }
        };
        out.flush();
        return made ? 0 : 1;
    }

    private static String text(ApiKey key, KeyView view) {
        return "%s%nKey %s, %s of %s. It is shown this once."
                .formatted(key.text(), view.id(), view.role(), whose(view));
    }

    void print(List<KeyView> keys) {
        if (json) {
            keys.forEach(key -> out.println(object(key)));
        } else if (keys.isEmpty()) {
            out.println("There is no key.");
        } else {
            Table table = new Table("id", "label", "role", "of", "project", "state", "expires", "last used", "made by");
            for (KeyView key : keys) {
                table.row(
                        key.id(),
                        key.label(),
                        key.role(),
                        whose(key),
                        or(key.project()),
                        key.state(),
                        or(key.expiresAt()),
                        or(key.lastUsedAt()),
                        key.createdBy());
            }
            out.print(table);
        }
        out.flush();
    }

    private static String whose(KeyView key) {
        return key.tenant() == null ? "the whole installation" : key.tenant();
    }

    private static String or(@Nullable String text) {
        return text == null ? "–" : text;
    }

    private static ObjectNode object(KeyView view) {
        try {
            return (ObjectNode) JSON.readTree(JSON.writeValueAsString(view));
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("a key cannot be written as JSON", bug);
        }
    }
}
