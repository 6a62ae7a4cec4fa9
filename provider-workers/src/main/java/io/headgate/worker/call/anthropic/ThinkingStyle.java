package io.headgate.worker.call.anthropic;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a generation of models is told to reason; it is in the model's name, and a request in another's style is refused. */
enum ThinkingStyle {
    /** Not at all: before 3.7. */
    NONE,
    /** By a budget of tokens: 3.7 to 4.5. */
    BUDGET,
    /** By an effort: since 4.6, and whatever has no version in its name. */
    ADAPTIVE;

    /** {@code claude-3-7-sonnet-20250219} and {@code claude-sonnet-4-5-20250929}; a date is no version. */
    private static final Pattern VERSION =
            Pattern.compile("claude-(?:[a-z]{1,20}-)?(\\d{1,2})(?:[-.](\\d{1,2}))?(?!\\d)");

    private static final int FIRST_BUDGET = 307;
    private static final int FIRST_ADAPTIVE = 406;

    static ThinkingStyle of(String model) {
        Matcher name = VERSION.matcher(model.toLowerCase(Locale.ROOT));
        if (!name.find()) {
            return ADAPTIVE;
        }
        int minor = name.group(2) == null ? 0 : Integer.parseInt(name.group(2));
        int version = Integer.parseInt(name.group(1)) * 100 + minor;
        if (version < FIRST_BUDGET) {
            return NONE;
        }
        return version < FIRST_ADAPTIVE ? BUDGET : ADAPTIVE;
    }
}
