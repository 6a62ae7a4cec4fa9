/** OpenAI's chat completions: requests, answers, streams, errors. */
@NullMarked
package io.headgate.deploy.simulator.wire.openai;

import org.jspecify.annotations.NullMarked;
