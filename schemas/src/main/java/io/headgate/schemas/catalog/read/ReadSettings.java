package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.shape.Problem;
import io.headgate.schemas.message.TenantSettings;
import java.util.List;

/** What the text of a tenant's settings turned out to be. */
public sealed interface ReadSettings {
    /** It can be put in force. */
    record Valid(TenantSettings settings) implements ReadSettings {}

    /** It cannot. All problems, at least one, in the order of the text. */
    record Invalid(List<Problem> problems) implements ReadSettings {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
