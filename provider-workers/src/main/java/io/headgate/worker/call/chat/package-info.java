/**
 * The language inside, for formats that are not it: a client's body read field by field, so that nothing of it is lost
 * unsaid, and completions, chunks and embeddings written from what a provider answered.
 */
@NullMarked
package io.headgate.worker.call.chat;

import org.jspecify.annotations.NullMarked;
