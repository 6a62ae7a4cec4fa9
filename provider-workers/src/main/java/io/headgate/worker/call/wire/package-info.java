/**
 * What a provider's format is, whoever speaks it: pure translation between OpenAI's chat completions, which are the
 * language inside, and what goes over the wire. One package beside this one per format; they do not know each other.
 */
@NullMarked
package io.headgate.worker.call.wire;

import org.jspecify.annotations.NullMarked;
