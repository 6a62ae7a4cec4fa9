/** OpenAI's chat completions: the client's body as it goes upstream, and what comes back, whole or streamed. */
@NullMarked
package io.headgate.worker.call.openai;

import org.jspecify.annotations.NullMarked;
