/** SQS behind the ports {@code Queues}, {@code Redelivery} and {@code DeadLetters}. */
package io.seatline.adapter.sqs;
