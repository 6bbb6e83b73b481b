/**
 * The load test: opens sales of a popular movie on the embedded cloud, measures what an operator wants to know before a
 * premiere, and audits that the three promises were kept.
 */
package io.seatline.local.rush;
