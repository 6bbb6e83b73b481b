/**
 * Checks the three promises from the committed changes and from MoMo's books. The audit relies on the order of the writes,
 * not on what functions report.
 */
package io.seatline.local.audit;
