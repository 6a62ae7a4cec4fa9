package io.headgate.worker.call.gemini;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What differs by a model's generation, which is in its name. */
final class ModelGeneration {
    private static final Pattern VERSION = Pattern.compile("gemini-(\\d{1,2})(?!\\d)");
    private static final int FIRST_WITH_LEVELS = 3;

    private ModelGeneration() {}

    /**
     * Before 3, reasoning is measured in tokens, and since then in levels; whatever has no version in its name is new. Since
     * 3, too, the signature of a tool call's thought has to be given back.
     */
    static boolean thinksInTokens(String model) {
        Matcher version = VERSION.matcher(model.toLowerCase(Locale.ROOT));
        return version.find() && Integer.parseInt(version.group(1)) < FIRST_WITH_LEVELS;
    }
}
