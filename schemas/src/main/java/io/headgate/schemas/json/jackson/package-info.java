/** The strict reader of JSON, on Jackson. */
@NullMarked
package io.headgate.schemas.json.jackson;

import org.jspecify.annotations.NullMarked;
