package io.headgate.schemas.codec.mapping;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is absent on one side is absent on the other. */
final class Absent {
    private Absent() {}

    static <A, B> @Nullable B or(@Nullable A value, Function<A, B> mapping) {
        return value == null ? null : mapping.apply(value);
    }
}
