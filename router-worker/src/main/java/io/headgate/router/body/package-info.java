/** What a body of chat completions or embeddings asks for, and how long it is in tokens. */
@NullMarked
package io.headgate.router.body;

import org.jspecify.annotations.NullMarked;
