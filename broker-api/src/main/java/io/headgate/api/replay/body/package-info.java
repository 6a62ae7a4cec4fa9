/** What a replay has to know of a body, and to change in it. */
@NullMarked
package io.headgate.api.replay.body;

import org.jspecify.annotations.NullMarked;
