/** Reads topics, books, bills and logs into evidence. Knows messages by their schemas and tables by their columns alone. */
@NullMarked
package io.headgate.deploy.acceptance.checker.read;

import org.jspecify.annotations.NullMarked;
