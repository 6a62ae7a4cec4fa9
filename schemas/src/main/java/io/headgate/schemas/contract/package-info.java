/**
 * What answers of a route are held against: a JSON Schema (draft 2020-12) of the catalogue, compiled once, asked often. An
 * answer is anybody's text, so judging one is bounded in time and depth whatever it says.
 */
@NullMarked
package io.headgate.schemas.contract;

import org.jspecify.annotations.NullMarked;
