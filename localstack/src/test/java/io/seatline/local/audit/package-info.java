/**
 * Checks from what was committed, and from MoMo's books, whether the three promises were kept. It trusts no function's own
 * account, only the order of the writes.
 */
package io.seatline.local.audit;
