/** The thread that runs replays. */
@NullMarked
package io.headgate.api.replay.job;

import org.jspecify.annotations.NullMarked;
