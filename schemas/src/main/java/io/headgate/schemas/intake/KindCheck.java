package io.headgate.schemas.intake;

import io.headgate.schemas.message.RequestKind;
import io.headgate.schemas.topic.HeaderNames;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Holds what a body asks for against what its client takes it for, where that is said. */
final class KindCheck {
    private static final String ALLOWED =
            Arrays.stream(RequestKind.values()).map(RequestKind::wireName).collect(Collectors.joining(" or "));

    private KindCheck() {}

    /** @param kind what the body asks for */
    static void check(Map<String, String> headers, RequestKind kind, Problems problems) {
        String said = headers.get(HeaderNames.KIND);
        if (said == null || said.equals(kind.wireName())) {
            return;
        }
        boolean known = Arrays.stream(RequestKind.values())
                .anyMatch(each -> each.wireName().equals(said));
        problems.field(
                HeaderNames.KIND,
                said,
                known
                        ? "%s, of a body that has %s"
                                .formatted(
                                        kind.wireName(),
                                        kind == RequestKind.CHAT ? "messages, or no input" : "input and no messages")
                        : ALLOWED);
    }
}
