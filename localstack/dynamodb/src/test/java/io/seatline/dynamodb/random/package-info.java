/**
 * Random programs against the engine. A generator makes expressions as trees; the engine gets them as text, and a plain
 * model, which shares no code with the engine, evaluates the trees.
 */
package io.seatline.dynamodb.random;
