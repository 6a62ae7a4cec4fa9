/** The API's description as a document: what the build reads from the routes, completed. */
@NullMarked
package io.headgate.api.openapi;

import org.jspecify.annotations.NullMarked;
