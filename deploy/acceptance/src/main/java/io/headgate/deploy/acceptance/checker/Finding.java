package io.headgate.deploy.acceptance.checker;

import java.util.List;

/** What came out for one invariant. */
public sealed interface Finding {
    /** All that could be looked at is as promised. */
    record Holds() implements Finding {}

    /**
     * It is not as promised.
     *
     * @param offences all of them, kept or not; 1 or more
     * @param examples the first ones, each an id and a sentence: {@code acme/r-17: …}; at most {@value #MOST_EXAMPLES}
     */
    record Broken(long offences, List<String> examples) implements Finding {
        /** More say nothing new, and a run that goes wrong has a hundred thousand. */
        public static final int MOST_EXAMPLES = 20;

        public Broken {
            if (examples.isEmpty() || examples.size() > MOST_EXAMPLES || offences < examples.size()) {
                throw new IllegalArgumentException("broken: seen %d examples of %d, allowed 1 to %d of at least as many"
                        .formatted(examples.size(), offences, MOST_EXAMPLES));
            }
            examples = List.copyOf(examples);
        }
    }

    /**
     * It could not be looked at. Not the same as holding.
     *
     * @param why what is missing
     */
    record NotJudged(String why) implements Finding {}
}
