package io.headgate.api.chat.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Which text of a reply a piece belongs to.
 *
 * @param choice index of the choice
 * @param call which of its tool calls, counted from 0 in the order in which they began; {@link #NO_CALL} for what is none's
 * @param holder the object in the call, or in the delta, that holds the field; empty for the delta itself
 * @param field name of the text
 */
record Place(int choice, int call, String holder, String field) {
    static final int NO_CALL = -1;

    static final String CALLS = "tool_calls";
    static final String FUNCTION = "function";
    static final String CUSTOM = "custom";
    static final String OLD_CALL = "function_call";
    static final String NAME = "name";

    /** Puts a text into a delta. */
    void put(ObjectNode delta, String text) {
        if (call == NO_CALL) {
            (holder.isEmpty() ? delta : delta.withObjectProperty(holder)).put(field, text);
            return;
        }
        delta.withArrayProperty(CALLS)
                .addObject()
                .put("index", call)
                .putObject(holder)
                .put(field, text);
    }
}
