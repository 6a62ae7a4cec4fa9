package io.headgate.api.http.admin;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.headgate.api.access.KeyView;

/**
 * A key that was just made.
 *
 * @param key the whole key; nobody can be told it again
 */
record MadeKey(String key, @JsonUnwrapped KeyView view) {
    /** Without the key. */
    @Override
    public String toString() {
        return "MadeKey[" + view.id() + "]";
    }
}
