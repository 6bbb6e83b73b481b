/**
 * Runs random programs on the engine and on a simple model that shares no code with it. A generator creates expressions
 * as trees: the engine parses their text, the model evaluates the trees.
 */
package io.seatline.dynamodb.random;
