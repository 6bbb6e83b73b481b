/** SQS behind the port {@code Queues}. */
package io.seatline.adapter.sqs;
