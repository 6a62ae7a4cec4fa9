package io.headgate.worker.call.replicate;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is to predict: the newest version of an official model, or one version of any.
 *
 * @param owner null where a version alone is named
 * @param name null where a version alone is named
 * @param version 64 hexadecimal digits; null for an official model
 */
record ReplicateModel(
        @Nullable String owner,
        @Nullable String name,
        @Nullable String version) {
    static final String ALLOWED = "owner/name, owner/name:version, or a version's 64 hexadecimal digits";
    /** Nothing that could lead elsewhere in a path: no slash of its own, no dot in front. */
    private static final Pattern MODEL = Pattern.compile(
            "(?<owner>[A-Za-z0-9_][A-Za-z0-9._-]*)/(?<name>[A-Za-z0-9_][A-Za-z0-9._-]*)(:(?<version>[0-9a-f]{64}))?");

    private static final Pattern VERSION = Pattern.compile("[0-9a-f]{64}");

    /** Empty when the text is none. */
    static Optional<ReplicateModel> of(String text) {
        if (VERSION.matcher(text).matches()) {
            return Optional.of(new ReplicateModel(null, null, text));
        }
        Matcher model = MODEL.matcher(text);
        return model.matches()
                ? Optional.of(new ReplicateModel(model.group("owner"), model.group("name"), model.group("version")))
                : Optional.empty();
    }

    /** Where predictions of it are made, below the base URL. */
    String path() {
        return version != null ? "/predictions" : "/models/%s/%s/predictions".formatted(owner, name);
    }
}
