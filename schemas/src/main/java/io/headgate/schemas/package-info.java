@org.jspecify.annotations.NullMarked
package io.headgate.schemas;
