/** Where processes may connect to, when somebody else says where. */
@NullMarked
package io.headgate.schemas.net;

import org.jspecify.annotations.NullMarked;
