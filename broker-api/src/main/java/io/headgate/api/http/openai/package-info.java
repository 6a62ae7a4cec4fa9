/** The face that OpenAI's own clients know. */
@NullMarked
package io.headgate.api.http.openai;

import org.jspecify.annotations.NullMarked;
