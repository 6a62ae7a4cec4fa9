/** {@code /v1/replays}. */
@NullMarked
package io.headgate.api.http.replay;

import org.jspecify.annotations.NullMarked;
