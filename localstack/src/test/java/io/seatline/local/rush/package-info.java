/**
 * The rush: opens sales of a popular film on the embedded cloud, measures what an operator wants to know before a
 * premiere, and audits that the three promises were kept.
 */
package io.seatline.local.rush;

