/** What tells a reader how to use the API: the OpenAPI document, and a page that shows it. */
@NullMarked
package io.headgate.api.http.docs;

import org.jspecify.annotations.NullMarked;
