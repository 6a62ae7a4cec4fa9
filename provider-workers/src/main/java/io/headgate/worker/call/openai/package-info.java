/** The OpenAI chat-completions wire: request and reply translated, every answer classified in one place. */
@NullMarked
package io.headgate.worker.call.openai;

import org.jspecify.annotations.NullMarked;
