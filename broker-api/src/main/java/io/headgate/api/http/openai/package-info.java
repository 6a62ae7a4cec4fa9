/** OpenAI's routes: what its own clients call. */
@NullMarked
package io.headgate.api.http.openai;

import org.jspecify.annotations.NullMarked;
