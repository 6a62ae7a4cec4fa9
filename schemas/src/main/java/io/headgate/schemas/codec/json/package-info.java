/** Results as JSON, for those who asked in JSON. */
@NullMarked
package io.headgate.schemas.codec.json;

import org.jspecify.annotations.NullMarked;
