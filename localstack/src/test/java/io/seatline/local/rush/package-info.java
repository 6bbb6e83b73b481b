/**
 * The load test: opens sales of a popular movie on the embedded cloud, measures capacity and response times, and audits
 * the three promises.
 */
package io.seatline.local.rush;
