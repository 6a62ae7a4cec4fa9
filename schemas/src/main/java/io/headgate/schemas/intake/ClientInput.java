package io.headgate.schemas.intake;

import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.message.ReplyFormat;

/** What a client sent, after its form was understood, or was not. */
sealed interface ClientInput {
    /** What the value itself claims; none where it could not be read. */
    Claims claims();

    ReplyFormat format();

    /**
     * A body with its context.
     *
     * @param body the chat-completions request, verbatim
     */
    record Understood(Claims claims, String body, JsonValue.Obj tree, ReplyFormat format) implements ClientInput {}

    /** Not a request in any form. */
    record NotUnderstood(Claims claims, Fault fault, ReplyFormat format) implements ClientInput {}
}
