/** Runs the deployed zip in the runtime that AWS Lambda uses for Java. */
package io.seatline.local.startup;
