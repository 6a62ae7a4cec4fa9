/** What is written of batches, in OpenAI's format. */
@NullMarked
package io.headgate.api.batches.output;

import org.jspecify.annotations.NullMarked;
