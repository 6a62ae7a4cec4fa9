package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.SecretRef;
import io.headgate.schemas.catalog.shape.Place;
import io.headgate.schemas.catalog.shape.ScalarShape;
import io.headgate.schemas.catalog.shape.Scalars;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** References to secrets. What is refused is never shown: it may be the secret. */
final class Secrets {
    private static final Pattern ENV = Pattern.compile("env:([A-Za-z_][A-Za-z0-9_]{0,127})");
    private static final Pattern FILE = Pattern.compile("file:(/[^\\p{Cntrl}]{1,500})");

    private Secrets() {}

    static ScalarShape<SecretRef> shape() {
        return new ScalarShape<>(
                "env:NAME or file:/path",
                Scalars.schema("string", "pattern", "^(env:[A-Za-z_][A-Za-z0-9_]*|file:/.+)$"),
                Secrets::parse);
    }

    private static Optional<SecretRef> parse(Place place) {
        Matcher env = ENV.matcher(place.text());
        if (env.matches()) {
            return Optional.of(new SecretRef.Env(env.group(1)));
        }
        Matcher file = FILE.matcher(place.text());
        if (file.matches()) {
            return Optional.of(new SecretRef.File(file.group(1)));
        }
        return place.refuse(
                "seen something else (not shown, it may be a key), allowed env:NAME or file:/absolute/path");
    }
}
