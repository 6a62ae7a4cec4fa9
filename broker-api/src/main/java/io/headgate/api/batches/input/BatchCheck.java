package io.headgate.api.batches.input;

import io.headgate.schemas.id.Alias;
import java.util.List;
import java.util.Map;

/** What a whole file turned out to be. */
public sealed interface BatchCheck {
    /**
     * Every line can be sent.
     *
     * @param lines how many, at least 1
     * @param aliases how many lines ask for each
     */
    record Valid(int lines, Map<Alias, Integer> aliases) implements BatchCheck {
        public Valid {
            aliases = Map.copyOf(aliases);
        }
    }

    /**
     * At least one line cannot be sent, or the file as a whole cannot.
     *
     * @param errors in the order of the file, one a line
     * @param complete whether these are all of them; reading stops when there are many
     */
    record Invalid(List<LineError> errors, boolean complete) implements BatchCheck {
        public Invalid {
            errors = List.copyOf(errors);
        }
    }
}
