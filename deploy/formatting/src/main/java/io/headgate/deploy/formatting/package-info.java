@NullMarked
package io.headgate.deploy.formatting;

import org.jspecify.annotations.NullMarked;
