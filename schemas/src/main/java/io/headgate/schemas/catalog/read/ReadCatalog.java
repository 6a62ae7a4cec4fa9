package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.shape.Problem;
import io.headgate.schemas.catalog.shape.Warning;
import java.util.List;

/** What the text of a catalogue turned out to be. */
public sealed interface ReadCatalog {
    /** It can be put in force; the warnings are what its author may want to look at. */
    record Valid(Catalogue catalogue, List<Warning> warnings) implements ReadCatalog {
        public Valid {
            warnings = List.copyOf(warnings);
        }
    }

    /** It cannot. All problems, at least one, in the order of the text. */
    record Invalid(List<Problem> problems) implements ReadCatalog {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
