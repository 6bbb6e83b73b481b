/** The metrics that the functions record, as CloudWatch metrics of a stage. */
package io.seatline.infra.metric;
