/**
 * The start-up benchmark, {@code ./mvnw -Pstartup}: how long the deployed zip takes from the start of its process to the
 * first answered {@code reserve}, beside a handler that does nothing but the same kind of transaction.
 */
package io.seatline.local.startup;
