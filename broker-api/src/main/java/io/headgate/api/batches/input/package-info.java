/** Reading what a batch is made of: a file with a request on each line, as OpenAI has it. */
@NullMarked
package io.headgate.api.batches.input;

import org.jspecify.annotations.NullMarked;
